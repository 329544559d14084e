// Hosts where people log in, and the languages that an image sets.
#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

TEST_CASE("login-host: a login shell and the usual tools, with a warning") {
  ImageOnDisk image("/usr/sbin/sshd 755 9\n/bin/bash 755 9\n/bin/ls 755 9\n/bin/odd 755 9\n");
  image.options.keep = select::Keep::closure;
  image.trace.files["/usr/sbin/sshd"].uses.insert(Use::exec);
  SUBCASE("a user can log in") {
    image.file("/etc/passwd", "sync:x:4:4::/:/bin/sync\nann:x:5:5::/home/ann:/bin/bash\n", "644");
    const KeepSet& keep = image.select();
    CHECK(image.reason("/bin/ls").rule == "login-host");
    CHECK(image.kept("/bin/bash"));
    CHECK_FALSE(image.kept("/bin/odd"));
    REQUIRE(keep.warnings.size() == 1);
    CHECK(keep.warnings[0].find("--include-exe NAME") != std::string::npos);
  }
  SUBCASE("nobody can") {
    image.file("/etc/passwd", "git:x:5:5::/:/usr/sbin/nologin\n", "644");
    CHECK(image.select().warnings.empty());
    CHECK_FALSE(image.kept("/bin/ls"));
  }
}

TEST_CASE("message-catalogue: in the languages that the image sets") {
  ImageOnDisk image(
      "/usr/share/locale/de/LC_MESSAGES/a.mo 644 9\n/usr/share/locale/fr/LC_MESSAGES/a.mo 644 9\n"
      "/usr/share/locale/nl/LC_MESSAGES/a.mo 644 9\n");
  image.options.keep = select::Keep::closure;
  image.config.env = {"LANG=de_DE.UTF-8"};
  image.file("/etc/default/locale", "LANGUAGE=\"nl_NL:C\"\n", "644");
  image.select();
  CHECK(image.reason("/usr/share/locale/de/LC_MESSAGES/a.mo").rule == "message-catalogue");
  CHECK(image.kept("/usr/share/locale/nl/LC_MESSAGES/a.mo"));
  CHECK_FALSE(image.kept("/usr/share/locale/fr/LC_MESSAGES/a.mo"));
}
