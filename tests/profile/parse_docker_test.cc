#include "profile/parse_docker.h"

#include <doctest/doctest.h>
#include <linux/prctl.h>

#include "profile/seccomp.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

std::string profile_with(const std::string& rule) {
  return R"({"defaultAction": "SCMP_ACT_ERRNO", "architectures": ["SCMP_ARCH_X86_64"], "syscalls": [)" +
         rule + "]}";
}

std::string rule_with(const std::string& members) {
  return profile_with(R"({"names": ["prctl"], "action": "SCMP_ACT_ALLOW", )" + members + "}");
}

}  // namespace

TEST_CASE("a written profile is read back, with its conditions on arguments") {
  Trace trace;
  trace.architecture = "amd64";
  trace.syscalls["x86_64"]["prctl"].phases.insert(Phase::app);
  trace.arguments["x86_64"]["prctl"][0].insert(PR_SET_NAME);
  const SeccompProfile profile = profile::seccomp_profile(
      trace, {.choice = {.arguments = SeccompArguments::recorded, .form = ProfileForm::used}});
  const std::string text = profile::format_docker(profile);
  REQUIRE(text.find("\"args\"") != std::string::npos);
  CHECK(profile::format_docker(profile::parse_docker(text)) == text);
}

TEST_CASE("a rule may have empty conditions") {
  for (const char* none : {R"("args": null)", R"("args": [], "includes": {}, "excludes": {})"}) {
    CAPTURE(none);
    const SeccompProfile profile = profile::parse_docker(rule_with(none));
    REQUIRE(profile.rules.size() == 1);
    CHECK(profile.rules[0].arguments.empty());
  }
}

TEST_CASE("unsupported profiles are refused") {
  for (const char* members : {
           R"("includes": {"caps": ["CAP_SYS_ADMIN"]})",
           R"("args": [{"index": 6, "value": 1, "op": "SCMP_CMP_EQ"}])",
           R"("args": [{"index": 0, "value": -1, "op": "SCMP_CMP_EQ"}])",
           R"("args": [{"index": 0, "value": 1, "op": "=="}])",
           R"("args": [{"index": 0, "value": 1}])",
       }) {
    CAPTURE(members);
    CHECK_THROWS_AS(profile::parse_docker(rule_with(members)), Error);
  }
}

TEST_CASE("a profile that needs a tracer is refused") {
  CHECK_THROWS_WITH_AS(
      profile::parse_docker(R"({"defaultAction": "SCMP_ACT_TRACE", "syscalls": []})"),
      doctest::Contains("SCMP_ACT_TRACE needs a tracer"), Error);
}
