// docs/trace-format.md describes trace.json: its example must be valid, and it must name all
// members.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/fd.h"
#include "trace/trace_file.h"
#include "whittle/trace.h"

using namespace whittle;
using nlohmann::json;

namespace {

std::string document() {
  return base::read_file(WHITTLE_DOCS "/trace-format.md");
}

std::string example() {
  const std::string text = document();
  const std::string begin = "```json\n";
  const std::size_t at = text.find(begin) + begin.size();
  return text.substr(at, text.find("```", at) - at);
}

// Names of members, not the paths, calls and ABIs that are keys too.
std::set<std::string> members_of(const json& trace) {
  std::set<std::string> names;
  const auto add = [&names](const json& object) {
    for (const auto& [name, value] : object.items()) names.insert(name);
  };
  add(trace);
  add(trace.at("losses"));
  for (const char* files : {"files", "absent", "refused", "forbidden"}) {
    for (const auto& [path, use] : trace.at(files).items()) add(use);
  }
  for (const char* calls : {"syscalls", "denied_syscalls"}) {
    for (const auto& [abi, of_abi] : trace.at(calls).items()) {
      for (const auto& [call, use] : of_abi.items()) add(use);
    }
  }
  for (const json& process : trace.at("processes")) add(process);
  return names;
}

// With a value in each member, so that each is written.
Trace full_trace() {
  FileUse use{.sources = {"ptrace"},
              .users = {"/bin/sh"},
              .exercises = {"start"},
              .layers = {{Digest::from_hex(std::string(64, 'b'))}}};
  EnumSet<Phase> phases;
  for (std::size_t i = 0; i < kPhaseCount; ++i) phases.insert(Phase(i));
  for (std::size_t i = 0; i < kUseCount; ++i) use.uses.insert(Use(i));
  use.phases = phases;
  Trace trace{.image = Digest::from_hex(std::string(64, 'a')),
              .files = {{"/x", use}},
              .absent = {{"/x", use}},
              .refused = {{"/x", use}},
              .forbidden = {{"/x", use}}};
  trace.syscalls["x86_64"]["read"] = {.phases = phases, .users = {"/x"}, .exercises = {"start"}};
  trace.denied_syscalls = trace.syscalls;
  trace.arguments["x86_64"]["socket"][0].insert(1);
  trace.capabilities["CAP_SETUID"] = trace.syscalls.begin()->second.begin()->second;
  trace.contradictions.insert("fanotify saw /a opened, ebpf did not");
  trace.processes.insert({.executable = "/x"});
  return trace;
}

}  // namespace

TEST_CASE("the example in the document is a trace of all members") {
  const std::string text = example();
  const Trace trace = trace::parse_trace(text);
  CHECK(json::parse(trace::format_trace(trace)) == json::parse(text));
  CHECK(members_of(json::parse(text)) ==
        members_of(json::parse(trace::format_trace(full_trace()))));
}

TEST_CASE("the document names every member, use and phase") {
  const std::string text = document();
  std::set<std::string> names = members_of(json::parse(trace::format_trace(full_trace())));
  for (std::size_t i = 0; i < kPhaseCount; ++i) names.emplace(phase_name(Phase(i)));
  for (std::size_t i = 0; i < kUseCount; ++i) names.emplace(use_name(Use(i)));
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(text.find("`" + name + "`") != std::string::npos);
  }
}
