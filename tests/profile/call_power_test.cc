#include "profile/call_power.h"

#include <doctest/doctest.h>

#include <map>

#include "profile/architectures.h"
#include "profile/call_power_tables.h"
#include "profile/docker_default.h"
#include "text/split.h"

using namespace whittle;

TEST_CASE("every call of every machine is in one row of the power table") {
  std::map<std::string, int> rows;
  for (const auto& table : {profile::powers(), profile::ordinary_families()}) {
    for (const profile::CallClass& row : table) {
      CAPTURE(row.word);
      CHECK_FALSE(row.why.empty());
      CHECK((row.power == profile::Power::none || !row.source.empty()));
      for (const std::string& call : text::split(row.calls, " ")) ++rows[call];
    }
  }
  for (const auto& row : rows) {
    CAPTURE(row.first);
    CHECK(row.second == 1);
  }
  for (const char* machine : {"amd64", "386", "arm64", "arm", "ppc64le", "s390x", "riscv64"}) {
    CAPTURE(machine);
    for (const std::string& call : profile::known_calls(machine)) {
      CAPTURE(call);
      CHECK(rows.contains(call));
    }
  }
}

TEST_CASE("arguments decide for exactly the calls that have harmless ones") {
  std::set<std::string_view> harmless;
  for (const auto& row : profile::harmless_arguments()) {
    CHECK((row.value & row.mask) == row.value);
    harmless.insert(row.call);
  }
  for (const profile::CallClass& row : profile::powers()) {
    for (const std::string& call : text::split(row.calls, " ")) {
      CAPTURE(call);
      CHECK((row.power == profile::Power::by_arguments) == harmless.contains(call));
    }
  }
}

TEST_CASE("what Docker's default gives power to is counted with its arguments") {
  const AllowedCalls docker = profile::allowed_calls(profile::docker_default("amd64"), "amd64");
  CHECK(docker.all >= 295);
  const std::set<std::string> power(docker.with_power.begin(), docker.with_power.end());
  for (const char* call : {"ptrace", "chroot", "process_vm_readv", "socket", "mknod"}) {
    CAPTURE(call);
    CHECK(power.contains(call));
  }
  // Conditions on the arguments leave no power.
  for (const char* call : {"clone", "personality", "read", "mount"}) {
    CAPTURE(call);
    CHECK_FALSE(power.contains(call));
  }
}

TEST_CASE("the power of a call as text") {
  CHECK(profile::power_text("mount").starts_with("mounts: "));
  CHECK(profile::power_text("read").empty());
  CHECK(profile::power_text("opnat").empty());
}
