#include <doctest/doctest.h>
#include <linux/prctl.h>
#include <sched.h>
#include <sys/socket.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "profile/filtered.h"
#include "profile/seccomp.h"
#include "whittle/error.h"
#include "whittle/recorded_arguments.h"

using namespace whittle;

namespace {

Trace trace_with(const std::map<std::string, std::pair<unsigned, std::set<std::uint64_t>>>& calls) {
  Trace trace;
  trace.architecture = "amd64";
  for (const auto& [name, argument] : calls) {
    trace.syscalls["x86_64"][name].phases.insert(Phase::app);
    for (const std::uint64_t value : argument.second) {
      trace.arguments["x86_64"][name][argument.first].insert(value);
    }
  }
  return trace;
}

SeccompProfile strict(const Trace& trace) {
  return profile::seccomp_profile(
      trace, {.choice = {.arguments = SeccompArguments::recorded, .form = ProfileForm::used}});
}

}  // namespace

TEST_CASE("strict: a repaired call may have any arguments, and a rule of its own") {
  // As in the pipeline: calls of the app without recorded arguments.
  const Trace trace = trace_with({{"socket", {0, {}}}, {"prctl", {0, {PR_SET_NAME}}}});
  SeccompProfile profile = strict(trace);
  profile::name_repaired(profile, {"prctl", "socket"});
  CHECK(profile.rules.front().names == std::vector<std::string>{"socket"});
  CHECK(profile.rules.front().reason == "repaired");
  CHECK(profile.allowed_by_reason()["repaired"] == 1);
  CHECK(testing::filtered(profile, "socket", 0, AF_PACKET) == 0);
  CHECK(testing::filtered(profile, "prctl", 0, PR_SET_NAME) == 0);
  CHECK(testing::filtered(profile, "prctl", 0, PR_SET_MM) == EPERM);
}

TEST_CASE("strict: only the address families that were used, as the kernel compares them") {
  const Trace trace = trace_with({{"socket", {0, {AF_UNIX, AF_INET}}}});
  const SeccompProfile profile = strict(trace);
  CHECK(testing::filtered(profile, "socket", 0, AF_INET) == 0);
  CHECK(testing::filtered(profile, "socket", 0, AF_UNIX) == 0);
  CHECK(testing::filtered(profile, "socket", 0, AF_PACKET) == EPERM);
  CHECK(testing::filtered(profile, "socket", 0, 0xffffffff'00000000 | AF_INET) == 0);  // an int
  CHECK(testing::filtered(profile::seccomp_profile(trace), "socket", 0, AF_PACKET) == 0);
}

TEST_CASE("strict: no namespaces unless they were created, whatever other flags clone has") {
  const SeccompProfile without = strict(trace_with({{"clone", {0, {0}}}}));
  CHECK(testing::filtered(without, "clone", 0, CLONE_VM | CLONE_THREAD | CLONE_SETTLS) == 0);
  CHECK(testing::filtered(without, "clone", 0, CLONE_NEWUSER | 17) == EPERM);
  CHECK(testing::filtered(without, "clone3", 0, 0) == ENOSYS);
  const SeccompProfile with = strict(trace_with({{"clone", {0, {0, CLONE_NEWUSER}}}}));
  CHECK(testing::filtered(with, "clone", 0, CLONE_NEWUSER | 17) == 0);
  CHECK(testing::filtered(with, "clone", 0, CLONE_NEWUSER | CLONE_NEWNET) == EPERM);
}

TEST_CASE(
    "strict: clone3 falls back on clone, unless it created namespaces or its flags are unknown") {
  const SeccompProfile threads = strict(trace_with({{"clone3", {0, {0}}}}));
  CHECK(testing::filtered(threads, "clone3", 0, 0) == ENOSYS);
  CHECK(testing::filtered(threads, "clone", 0, CLONE_THREAD) == 0);
  CHECK(testing::filtered(threads, "clone", 0, CLONE_NEWUSER) == EPERM);
  const SeccompProfile namespaces = strict(trace_with({{"clone3", {0, {CLONE_NEWUSER}}}}));
  CHECK(testing::filtered(namespaces, "clone3", 0, 0) == 0);
  const SeccompProfile unknown = strict(trace_with({{"clone3", {0, {}}}}));
  CHECK(testing::filtered(unknown, "clone3", 0, 0) == 0);
}

TEST_CASE("strict: prctl and clone keep what runtimes need, ioctl what stdio needs") {
  const SeccompProfile idle = strict(trace_with({}));
  for (const int option : {PR_CAPBSET_DROP, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_GET_PDEATHSIG}) {
    CHECK(testing::filtered(idle, "prctl", 0, static_cast<std::uint64_t>(option)) == 0);
  }
  CHECK(testing::filtered(idle, "prctl", 0, PR_SET_DUMPABLE) == EPERM);
  CHECK(testing::filtered(idle, "clone", 0, 0) == 0);
  CHECK(testing::filtered(idle, "clone", 0, CLONE_NEWNS) == EPERM);
  CHECK(testing::filtered(idle, "ioctl", 1, 0x5401) == EPERM);  // never called

  const SeccompProfile busy =
      strict(trace_with({{"prctl", {0, {PR_SET_NAME}}}, {"ioctl", {1, {0x541b}}}}));
  CHECK(testing::filtered(busy, "prctl", 0, PR_SET_NAME) == 0);
  CHECK(testing::filtered(busy, "prctl", 0, PR_SET_KEEPCAPS) == 0);
  CHECK(testing::filtered(busy, "ioctl", 1, 0x541b) == 0);
  CHECK(testing::filtered(busy, "ioctl", 1, 0x5401) == 0);
  CHECK(testing::filtered(busy, "ioctl", 1, 0x5412) == EPERM);  // TIOCSTI
}

TEST_CASE("strict: no condition if arguments were not recorded, or too many") {
  Trace trace = trace_with({{"socket", {0, {}}}, {"personality", {0, {8}}}});
  CHECK(testing::filtered(strict(trace), "socket", 0, AF_PACKET) == 0);
  CHECK(testing::filtered(strict(trace), "personality", 0, 8) == 0);
  CHECK(testing::filtered(strict(trace), "personality", 0, 0x40000) == EPERM);
  trace.arguments["x86_64"]["personality"][0].set_any();
  CHECK(testing::filtered(strict(trace), "personality", 0, 0x40000) == 0);
  SUBCASE("by another ABI") {
    Trace two = trace_with({{"prctl", {0, {PR_SET_NAME}}}});
    two.syscalls["x86"]["prctl"].phases.insert(Phase::app);
    CHECK(testing::filtered(strict(two), "prctl", 0, PR_SET_DUMPABLE) == 0);
  }
}

TEST_CASE("strict: with i386 programs sockets are made by socketcall, so there is no condition") {
  const SeccompProfile profile = profile::seccomp_profile(
      trace_with({{"socket", {0, {AF_INET}}}}),
      {.choice = {.arguments = SeccompArguments::recorded, .form = ProfileForm::used},
       .program_abis = {"x86"}});
  CHECK(testing::filtered(profile, "socket", 0, AF_PACKET) == 0);
}

TEST_CASE("strict: Docker's format has the conditions") {
  const auto json = nlohmann::json::parse(
      profile::format_docker(strict(trace_with({{"socket", {0, {AF_INET}}}}))));
  std::size_t found = 0;
  for (const auto& rule : json["syscalls"]) {
    if (rule["names"] != nlohmann::json{"socket"}) continue;
    ++found;
    CHECK(rule["args"] == nlohmann::json::parse(R"([{"index": 0, "value": 4294967295,
                                   "valueTwo": 2, "op": "SCMP_CMP_MASKED_EQ"}])"));
  }
  CHECK(found == 1);
}

TEST_CASE("a profile that would refuse what was recorded is an Error with the call's name") {
  const Trace trace = trace_with({{"socket", {0, {AF_INET}}}, {"sendfile", {0, {}}}});
  SeccompProfile profile = strict(trace);
  CHECK_NOTHROW(profile::check_recorded(profile, trace));
  SUBCASE("a call") {
    for (SeccompRule& rule : profile.rules) std::erase(rule.names, "sendfile");
    std::erase_if(profile.rules, [](const SeccompRule& rule) { return rule.names.empty(); });
    CHECK_THROWS_WITH_AS(profile::check_recorded(profile, trace),
                         doctest::Contains("would refuse sendfile (x86_64)"), Error);
  }
  SUBCASE("an argument") {
    for (SeccompRule& rule : profile.rules) {
      if (rule.names.front() == "socket") rule.arguments[0].value_two = AF_UNIX;
    }
    CHECK_THROWS_WITH_AS(profile::check_recorded(profile, trace),
                         doctest::Contains("would refuse socket (x86_64)"), Error);
  }
  SUBCASE("an architecture") {
    Trace other = trace;
    other.syscalls["x86"]["openat"].phases.insert(Phase::app);
    CHECK_THROWS_WITH_AS(profile::check_recorded(profile, other),
                         doctest::Contains("would refuse openat (x86)"), Error);
  }
  SUBCASE("clone3, when clone does not pass either") {
    Trace other = trace;
    other.syscalls["x86_64"]["clone3"].phases.insert(Phase::app);
    CHECK_NOTHROW(profile::check_recorded(profile, other));
    other.arguments["x86_64"]["clone3"][0].insert(CLONE_NEWUSER);
    CHECK_THROWS_WITH_AS(profile::check_recorded(profile, other),
                         doctest::Contains("would refuse clone (x86_64)"), Error);
  }
}
