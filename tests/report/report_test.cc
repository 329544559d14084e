#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/report_json.h"
#include "report/summary_text.h"

using namespace whittle;

namespace {

Report sample() {
  Report report;
  report.source = {"docker-archive:nginx.tar", Digest::from_hex(std::string(64, 'a')), 273'400'000,
                   9312, 7};
  report.result = {"oci:out", Digest::from_hex(std::string(64, 'b')), 11'900'000, 141, 1};
  report.stages = {{"load", 0.25, 0}, {"verify", 0.5, 2}, {"verify", 0.5, 2.5}, {"write", 0.01, 0}};
  report.container_seconds = 4.5;
  report.runs = 1;
  report.syscalls = 87;
  report.allowed_syscalls = 142;
  report.allowed_by_reason = {{"used", 87}, {"runtime", 30}, {"core", 25}};
  report.profile = {.all = 142, .with_power = {"ptrace"}};
  report.docker = {.all = 295, .with_power = {"chroot", "ptrace"}};
  report.docker_release = "Docker 29.7.2";
  report.inferred = {{"ptrace", "inferred: /bin/a imports ptrace"}};
  report.exercises = {{"GET :80/", true, "200, 615 bytes", "try --exec"}};
  report.verification.run = true;
  report.verification.passed = true;
  report.verification.exercises = {{"GET :80/", true, "200, 615 bytes", "try --exec"}};
  report.warnings = {"something odd"};
  return report;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("report.json has the members of its schema") {
  Report report = sample();
  report.losses.queue_overflow = 2;
  report.losses.unreadable_path = 1;
  report.verification.missing = {{"/lib/x"}, {"bpf"}};
  const auto json = nlohmann::json::parse(report::format_report(report));
  CHECK(json["schema"] == 1);
  CHECK(json["source"]["reference"] == "docker-archive:nginx.tar");
  CHECK(json["source"]["digest"] == "sha256:" + std::string(64, 'a'));
  CHECK(json["source"]["size"] == 273'400'000);
  CHECK(json["source"]["files"] == 9312);
  CHECK(json["source"]["layers"] == 7);
  CHECK(json["result"]["manifest_digest"] == "sha256:" + std::string(64, 'b'));
  CHECK(json["result"]["size"] == 11'900'000);
  CHECK(json["stages"][1] ==
        nlohmann::json{{"name", "verify"}, {"seconds", 0.5}, {"container_seconds", 2}});
  CHECK(json["seconds"] == doctest::Approx(5.76));
  CHECK(json["runs"] == 1);
  CHECK(json["traces"] == 0);
  CHECK(json["not_written"] == "");
  CHECK(json["container_seconds"] == 4.5);
  CHECK(json["syscalls"] == 87);
  CHECK(json["allowed_syscalls"] == 142);
  CHECK(json["allowed_by_reason"] == nlohmann::json{{"used", 87}, {"runtime", 30}, {"core", 25}});
  CHECK(json["profile"] == nlohmann::json{{"allowed", 142}, {"with_power", {"ptrace"}}});
  CHECK(json["docker_default"]["allowed"] == 295);
  CHECK(json["docker_default"]["release"] == "Docker 29.7.2");
  CHECK(json["inferred_syscalls"][0]["call"] == "ptrace");
  CHECK(json["losses"]["total"] == 3);
  CHECK(json["losses"]["queue_overflow"] == 2);
  CHECK(json["exercises"][0]["detail"] == "200, 615 bytes");
  CHECK(json["verification"]["passed"] == true);
  CHECK(json["verification"]["exercises"][0]["name"] == "GET :80/");
  CHECK(json["verification"]["missing"]["files"] == nlohmann::json{"/lib/x"});
  CHECK(json["verification"]["missing"]["syscalls"] == nlohmann::json{"bpf"});
  CHECK(json["warnings"] == nlohmann::json{"something odd"});
}

TEST_CASE("bytes that are not UTF-8 do not break report.json") {
  Report report = sample();
  report.verification.log_tail = "caf\xe9";
  CHECK(
      has(nlohmann::json::parse(report::format_report(report))["verification"]["log_tail"], "caf"));
}

TEST_CASE("the summary has sizes, calls, times, the verification, hints and warnings") {
  const std::string text = report::summary(sample());
  for (const char* part :
       {"273.4 MB", "11.9 MB", "4.4 %", "23.0 times", "9,312", "141",
        "87 used; the profile allows 142 (1 with power), Docker's default 295 (2 with power)",
        "25 core, 30 runtime beyond those used", "with power    ptrace", "ptrace: allowed because",
        "time          5.8 s: load 0.2, verify 5.5\n", "1 run, 1 exercise\n",
        "verification  passed", "something odd", "oci:out"}) {
    CAPTURE(part);
    CHECK(has(text, part));
  }
  CHECK(text.find("try --exec") == text.rfind("try --exec"));
}

TEST_CASE("recorded runs are counted, and exercises where there were some") {
  Report report = sample();
  report.exercises.clear();
  CHECK(has(report::summary(report), "recorded      1 run, no exercises\n"));
  report.runs = 4;
  CHECK(has(report::summary(report), "recorded      4 runs\n"));
  report.runs = 0;
  report.traces = 1;
  CHECK(has(report::summary(report), "recorded      earlier, in 1 trace\n"));
}

TEST_CASE("the summary says how to ask for a path") {
  Report report = sample();
  CHECK_FALSE(has(report::summary(report), "explain"));
  report.kept_as = "shop:small";
  CHECK(has(report::summary(report), "whittle explain result:shop:small PATH tells why"));
}

TEST_CASE("what was refused is not shown as a result: the last line says why") {
  Report report = sample();
  report.not_written = "the verification failed";
  report.result.reference.clear();
  const std::string text = report::summary(report);
  CHECK(has(text, "refused"));
  CHECK_FALSE(has(text, "times smaller"));
  CHECK_FALSE(has(text, "  result "));
  CHECK(text.ends_with("  not written   the verification failed\n"));
}

TEST_CASE("the summary says what the recording has seen, and names a few programs left out") {
  Report report = sample();
  CHECK_FALSE(has(report::summary(report), "opened"));
  report.coverage.code = {.files = 96, .seen = 41};
  report.coverage.templates = {.files = 12, .seen = 3};
  report.coverage.called = {"/usr/bin/git"};
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}) {
    report.coverage.beside.push_back(std::string("/usr/sbin/") + name);
  }
  const std::string text = report::summary(report);
  CHECK(has(text, "opened        41 of 96 files of the app's own code, 3 of 12 templates\n"));
  CHECK(has(text, "called by kept code: git; --include-exe NAME keeps one\n"));
  CHECK(has(text, "of packages in use: a, b, c, d, e, f, g, h and 2 more; --include-exe"));
  const auto json = nlohmann::json::parse(report::format_report(report))["coverage"];
  CHECK(json["code"] == nlohmann::json{{"files", 96}, {"seen", 41}});
  CHECK(json["package_programs_left_out"].size() == 10);
}

TEST_CASE("a failed verification lists what was missing") {
  Report report = sample();
  report.verification.passed = false;
  report.verification.failure = "the app exited with status 127";
  report.verification.missing.syscalls = {"sendfile"};
  for (int index = 0; index < 15; ++index) {
    report.verification.missing.files.push_back("/lib/" + std::to_string(index));
  }
  const std::string text = report::summary(report);
  CHECK(has(text, "FAILED: the app exited with status 127"));
  CHECK(has(text, "sendfile"));
  CHECK(has(text, "/lib/9\n"));
  CHECK_FALSE(has(text, "/lib/10\n"));
  CHECK(has(text, "and 5 more"));
  report.verification.run = false;
  CHECK(has(report::summary(report), "not run"));
}

TEST_CASE("text of the container cannot steer the terminal") {
  Report report = sample();
  report.exercises[0].detail = "\x1b[2Jcleared\nnew line";
  const std::string text = report::summary(report);
  CHECK_FALSE(has(text, "\x1b"));
  CHECK(has(text, "cleared new line"));
}
