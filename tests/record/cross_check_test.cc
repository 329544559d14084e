#include "record/cross_check.h"

#include <doctest/doctest.h>

using namespace whittle;
using record::contradictions;
using record::ProbeTrace;
using Found = std::vector<std::string>;

namespace {

constexpr Sees kOpens{.opens = true, .kernel_opens = true};
constexpr Sees kCalls{.opens = true, .lookups = true, .syscalls = true, .refusals = true};

FileUse used(Use use, Phase phase = Phase::app) {
  FileUse file;
  file.uses.insert(use);
  file.phases.insert(phase);
  return file;
}

Trace of(std::map<std::string, FileUse> files) {
  Trace trace;
  trace.files = std::move(files);
  return trace;
}

Found check(const Trace& opens, const Trace& calls, const Sees& sees = kCalls) {
  const ProbeTrace traces[] = {{"fanotify", kOpens, opens}, {"ebpf", sees, calls}};
  return contradictions(traces, [](const std::string& path) { return path != "/changed"; });
}

}  // namespace

TEST_CASE("an open that only one probe has seen is reported") {
  const Trace opened = of({{"/a", used(Use::open)}});
  CHECK(check(opened, opened).empty());
  CHECK(check(opened, of({})) == Found{"fanotify saw /a opened, ebpf did not"});
  CHECK(check(of({}), opened) == Found{"ebpf saw /a opened, fanotify did not"});
  CHECK(check(opened, of({{"/a", used(Use::lookup)}})).size() == 1);
}

TEST_CASE("rules of the kernel explain what only one probe has seen") {
  Trace submits = of({});
  submits.syscalls["x86_64"]["io_uring_enter"].phases.insert(Phase::app);
  CHECK(check(of({{"/a", used(Use::open)}}), submits).empty());
  // The kernel opened the file before it failed to execute it.
  CHECK(check(of({{"/a", used(Use::exec)}}), of({{"/a", used(Use::lookup)}})).empty());
  CHECK(check(of({{"/a", used(Use::open)}}), of({{"/a", used(Use::list)}})).empty());
}

TEST_CASE("a probe is checked only for what it sees") {
  Sees untold = kCalls;
  untold.refusals = false;
  CHECK(check(of({}), of({{"/failed", used(Use::open)}}), untold).empty());
  CHECK(check(of({}), of({{"/a", used(Use::lookup)}})).empty());
  const ProbeTrace alone[] = {{"ebpf", kCalls, of({{"/a", used(Use::open)}})}};
  CHECK(contradictions(alone, [](const std::string&) { return true; }).empty());
}

TEST_CASE("neither opens by a runtime nor opens of moved files are contradictions") {
  CHECK(check(of({{"/changed", used(Use::open)}}), of({})).empty());
  CHECK(check(of({{"/a", used(Use::open, Phase::runtime)}}), of({})).empty());
}
