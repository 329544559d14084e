#include "trace/trace_file.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;

namespace {

DiffId layer(char digit) {
  return {Digest::from_hex(std::string(64, digit))};
}

Trace sample() {
  EnumSet<Phase> app;
  app.insert(Phase::app);
  EnumSet<Use> uses;
  uses.insert(Use::open);
  uses.insert(Use::change);
  Trace trace{.image = Digest::from_hex(std::string(64, 'a')),
              .architecture = "amd64",
              .kernel = "6.1.0",
              .runtime = "runc 1.1.5",
              .probes = {"fanotify", "ptrace"},
              .losses = {.descriptor_failure = 7}};
  trace.files["/etc/passwd"] = {.uses = uses,
                                .phases = app,
                                .sources = {"ptrace"},
                                .users = {"/bin/sh"},
                                .exercises = {"GET :80/", "start"},
                                .layers = {layer('c')}};
  trace.files["/etc/group"] = trace.files["/etc/passwd"];
  trace.files["/etc/group"].layers = {layer('b'), layer('c')};
  trace.absent["/etc/none"] = {.uses = uses, .phases = app, .sources = {"ptrace"}, .users = {}};
  trace.refused["/run/x"] = trace.absent["/etc/none"];
  trace.forbidden["/data"] = trace.absent["/etc/none"];
  trace.syscalls["x86_64"]["read"] = {
      .phases = app, .users = {"/bin/sh"}, .exercises = {"GET :80/"}};
  trace.denied_syscalls["x86"]["mount"] = {.phases = app, .users = {}, .exercises = {}};
  trace.arguments["x86_64"]["socket"][0].insert(10);
  trace.arguments["x86_64"]["socket"][0].insert(2);
  trace.arguments["x86"]["ioctl"][1].set_any();
  trace.processes.insert(
      {.executable = "/bin/sh", .arguments = {"sh", "-c", "a\"b"}, .phase = Phase::exec});
  trace.ports = {80, 443};
  trace.written = {"/tmp/x"};
  return trace;
}

// The sample's text with one piece replaced.
std::string spoiled(const std::string& piece, const std::string& by) {
  std::string text = trace::format_trace(sample());
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), by);
}

}  // namespace

TEST_CASE("a trace is read as it was written, and written with the same bytes again") {
  const std::string text = trace::format_trace(sample());
  CHECK(trace::parse_trace(text) == sample());
  CHECK(trace::format_trace(trace::parse_trace(text)) == text);
}

TEST_CASE("a trace from before exercises is read") {
  Trace trace = sample();
  for (auto& [path, use] : trace.files) use.exercises.clear();
  trace.syscalls["x86_64"]["read"].exercises.clear();
  const std::string text = trace::format_trace(trace);
  CHECK(text.find("exercises") == std::string::npos);
  CHECK(trace::parse_trace(text) == trace);
}

TEST_CASE("a trace from before layers is read") {
  Trace trace = sample();
  for (auto& [path, use] : trace.files) use.layers.clear();
  const std::string text = trace::format_trace(trace);
  CHECK(text.find("layers") == std::string::npos);
  CHECK(trace::parse_trace(text) == trace);
}

TEST_CASE("layers are written once, and files name them by index") {
  const std::string text = trace::format_trace(sample());
  const std::string hex(64, 'c');
  CHECK(text.find(hex) == text.rfind(hex));
  CHECK_THROWS_AS(trace::parse_trace(spoiled("    1\n", "    2\n")), Error);
  CHECK_THROWS_AS(trace::parse_trace(spoiled("    1\n", "    -1\n")), Error);
}

TEST_CASE("a trace of version 1 has only the phases of a call") {
  const std::string text = R"({"version": 1, "image": "", "architecture": "amd64", "kernel": "6.1",
    "runtime": "runc", "probes": [], "losses": {"queue_overflow": 0, "descriptor_failure": 0,
    "unreadable_path": 0, "untraced_process": 0}, "files": {}, "absent": {},
    "syscalls": {"x86_64": {"read": ["app", "exec"]}}, "denied_syscalls": {"x86": {"mount": ["app"]}},
    "processes": [], "ports": [], "written": []})";
  const Trace trace = trace::parse_trace(text);
  const CallUse& read = trace.syscalls.at("x86_64").at("read");
  CHECK(read.phases.contains(Phase::app));
  CHECK(read.phases.contains(Phase::exec));
  CHECK(read.users.empty());
  CHECK(trace.denied_syscalls.at("x86").contains("mount"));
  std::string later = text;
  later[later.find('1')] = '2';  // the version
  CHECK_THROWS_AS(trace::parse_trace(later), Error);
}

TEST_CASE("a trace from before refused paths is read") {
  Trace trace = sample();
  trace.refused.clear();
  trace.forbidden.clear();
  const std::string text = trace::format_trace(trace);
  CHECK(text.find("refused") == std::string::npos);
  CHECK(text.find("forbidden") == std::string::npos);
  CHECK(trace::parse_trace(text) == trace);
}

TEST_CASE("a trace from before arguments is read") {
  Trace trace = sample();
  trace.arguments.clear();
  const std::string text = trace::format_trace(trace);
  CHECK(text.find("arguments\": {") == std::string::npos);
  CHECK(trace::parse_trace(text) == trace);
}

TEST_CASE("too many values of an argument become any") {
  Trace trace = sample();
  std::string text = "[0";
  for (std::size_t i = 1; i <= ArgumentValues::kMax; ++i) text += "," + std::to_string(i);
  trace.arguments["x86"]["ioctl"][1].set_any();
  CHECK(trace::parse_trace(spoiled("\"any\"", text + "]")) == trace);
}

TEST_CASE("paths are bytes") {
  for (const std::string path : {"/caf\xc3\xa9", "/latin\xe9", "/100%", "/%41", "/\xed\xa0\x80",
                                 "/\xc0\xaf", "/new\nline", "/cut\xe2\x82"}) {
    Trace trace = sample();
    trace.files[path] = trace.files["/etc/passwd"];
    trace.written.insert(path);
    CHECK(trace::parse_trace(trace::format_trace(trace)) == trace);
  }
}

TEST_CASE("an unknown version is refused, an unknown member is not") {
  CHECK_THROWS_AS(trace::parse_trace(spoiled("\"version\": 2", "\"version\": 3")), Error);
  CHECK(trace::parse_trace(spoiled("\"version\": 2", "\"version\": 2, \"later\": [1]")) ==
        sample());
}

TEST_CASE("what is not a trace is an Error") {
  const std::pair<const char*, const char*> spoils[] = {
      {"\"/etc/passwd\"", "\"etc/passwd\""},
      {"\"/etc/passwd\"", "\"/etc/../passwd\""},
      {"\"/etc/passwd\"", "\"/etc/%zz\""},
      {"\"/etc/passwd\"", "\"/etc/\\u0000\""},
      {"\"open\"", "\"opened\""},
      {"\"app\"", "7"},
      {"443", "65536"},
      {"443", "-1"},
      {"\"descriptor_failure\": 7", "\"descriptor_failure\": -7"},
      {"\"descriptor_failure\": 7,", ""},
      {"\"any\"", "\"some\""},
      {"\"any\"", "[-1]"},
      {"\"any\"", "[\"2\"]"},
      {"\"1\": \"any\"", "\"6\": \"any\""},
      {"\"1\": \"any\"", "\"01\": \"any\""},
      {"sha256:a", "sha256:x"},
      {"{", "["},
  };
  for (const auto& spoil : spoils) {
    CAPTURE(std::string(spoil.second));
    CHECK_THROWS_AS(trace::parse_trace(spoiled(spoil.first, spoil.second)), Error);
  }
  CHECK_THROWS_AS(trace::parse_trace(""), Error);
  CHECK_THROWS_AS(trace::parse_trace("null"), Error);
}

TEST_CASE("a trace that is too large or nested too deeply is an Error") {
  CHECK_THROWS_AS(trace::parse_trace(std::string(trace::kMaxTraceBytes + 1, ' ')), Error);
  CHECK_THROWS_WITH_AS(trace::parse_trace(std::string(1'000'000, '[')),
                       "cannot read the trace: it is nested too deeply", Error);
}
