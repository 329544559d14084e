#include "container/user.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;

namespace {

constexpr const char* kPasswd =
    "root:x:0:0:root:/root:/bin/sh\n"
    "# a comment\n"
    "broken:x:no\n"
    "app:x:1000:100:App:/home/app:/bin/sh\n"
    "7:x:70:70::/seven:\n";
constexpr const char* kGroup =
    "root:x:0:\n"
    "users:x:100:app\n"
    "audio:x:29:other,app\n"
    "video:x:44:\n";

std::string found(const std::string& specification) {
  const container::User user = container::find_user(specification, kPasswd, kGroup);
  std::string text = std::to_string(user.uid) + ":" + std::to_string(user.gid) + " " + user.home;
  for (const gid_t gid : user.additional_gids) text += " " + std::to_string(gid);
  return text;
}

}  // namespace

TEST_CASE("users are found as Docker finds them") {
  CHECK(found("") == "0:0 /root 0");
  CHECK(found("app") == "1000:100 /home/app 100 29");
  CHECK(found("1000") == "1000:100 /home/app 100 29");
  CHECK(found("app:video") == "1000:44 /home/app 44");
  CHECK(found("app:555") == "1000:555 /home/app 555");
  CHECK(found("1234") == "1234:0 / 0");
  CHECK(found("1234:100") == "1234:100 / 100");
  CHECK(found("7") == "7:0 / 0");  // a number is a uid, never a name
  CHECK(found(":video") == "0:44 /root 44");
}

TEST_CASE("a user or group that the image does not have") {
  CHECK_THROWS_WITH_AS(found("nobody"), "the user nobody is not in the image's /etc/passwd", Error);
  CHECK_THROWS_WITH_AS(found("broken"), "the user broken is not in the image's /etc/passwd", Error);
  CHECK_THROWS_WITH_AS(found("app:staff"), "the group staff is not in the image's /etc/group",
                       Error);
  CHECK_THROWS_AS(found("4294967296"), Error);
}
