#include "profile/explain_call.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace whittle;

namespace {

CallUse use(Phase phase, std::set<std::string> users, std::set<std::string> exercises) {
  CallUse made{.phases = {}, .users = std::move(users), .exercises = std::move(exercises)};
  made.phases.insert(phase);
  return made;
}

struct Recorded {
  Recorded() {
    trace.syscalls["x86_64"]["openat"] = use(Phase::app, {"/bin/a", "/bin/b"}, {"GET :80/"});
    trace.syscalls["x86_64"]["pivot_root"] = use(Phase::runtime, {}, {});
    trace.denied_syscalls["x86_64"]["openat"] = use(Phase::app, {"/bin/b"}, {});
    profile.rules = {
        {.names = {"futex", "openat"}, .action = "SCMP_ACT_ALLOW", .comment = "used by the app"},
        {.names = {"clone3"}, .action = "SCMP_ACT_ERRNO", .comment = "a libc takes clone"}};
  }
  std::string text(const std::string& call) const {
    return profile::call_text(profile::explain_call(profile, trace, call).value());
  }

  Trace trace;
  SeccompProfile profile;
};

}  // namespace

TEST_CASE("which programs made a call, when, and why the profile allows it") {
  CHECK(Recorded().text("openat") ==
        "openat  allowed (used by the app)\n"
        "  x86_64        app; by /bin/a, /bin/b; during GET :80/\n"
        "  x86_64 denied app; by /bin/b\n"
        "  no power      reading: files that it may read; who opens may also write\n");
}

TEST_CASE("a call of the runtime, one that is refused, and one that was never made") {
  const Recorded recorded;
  CHECK(
      recorded.text("pivot_root") ==
      "pivot_root  refused (not used by the app, and not in the profile)\n"
      "  x86_64        runtime\n"
      "  power         mounts: changes what the file system looks like, and parses file systems in "
      "the kernel\n");
  CHECK(recorded.text("clone3").starts_with(
      "clone3  refused (a libc takes clone)\n  never called\n  power         namespaces: "));
  CHECK(recorded.text("kexec_load").find("never called") != std::string::npos);
}

TEST_CASE("an unknown call is not explained") {
  const Recorded recorded;
  CHECK_FALSE(profile::explain_call(recorded.profile, recorded.trace, "opnat"));
  CHECK_FALSE(profile::explain_call(recorded.profile, recorded.trace, ""));
}

TEST_CASE("a call as JSON") {
  const Recorded recorded;
  const auto json = nlohmann::json::parse(profile::call_json(
      profile::explain_call(recorded.profile, recorded.trace, "openat").value()));
  CHECK(json.at("version") == 1);
  CHECK(json.at("allowed") == true);
  CHECK(json.at("rules")[0].at("why") == "used by the app");
  CHECK(json.at("used").at("x86_64").at("users") == nlohmann::json{"/bin/a", "/bin/b"});
  CHECK(json.at("denied").at("x86_64").at("phases") == nlohmann::json{"app"});
}
