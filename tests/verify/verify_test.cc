#include "verify/verify.h"

#include <doctest/doctest.h>

using namespace whittle;

namespace {

FileTree tree_of(const std::vector<std::string>& files) {
  LayerIndex index;
  for (const std::string& path : files) index.entries.push_back({.path = path, .metadata = {}});
  const LayerIndex* const layers[] = {&index};
  return FileTree::from_layers(layers);
}

}  // namespace

TEST_CASE("missing is what the proof looked for, the original has and the result has not") {
  Trace trace;
  trace.absent["/etc/app.conf"];
  trace.absent["/etc/never-there"];
  trace.absent["/etc/kept"];
  const Missing missing = verify::find_missing(trace, tree_of({"/etc/app.conf", "/etc/kept"}),
                                               tree_of({"/etc/kept"}), SeccompProfile{});
  CHECK(missing.files == std::vector<std::string>{"/etc/app.conf"});
}

TEST_CASE("a call is missing when the app was refused it and the profile does not allow it") {
  SeccompProfile profile;
  profile.rules.push_back({.names = {"mount"}, .action = "SCMP_ACT_ALLOW"});
  Trace trace;
  trace.denied_syscalls["x86_64"]["fsync"].insert(Phase::app);
  trace.denied_syscalls["x86_64"]["mount"].insert(Phase::app);  // refused by the kernel itself
  trace.denied_syscalls["x86_64"]["setns"].insert(Phase::runtime);
  const Missing missing = verify::find_missing(trace, tree_of({}), tree_of({}), profile);
  CHECK(missing.syscalls == std::vector<std::string>{"fsync"});
}

TEST_CASE("the tail of a log is its last lines, indented") {
  CHECK(verify::log_tail("") == "");
  CHECK(verify::log_tail("one\n") == "  | one\n");
  CHECK(verify::log_tail("one\ntwo\nthree", 2) == "  | two\n  | three\n");
  CHECK(verify::log_tail("one\ntwo\nthree\n", 2) == "  | two\n  | three\n");
  CHECK(verify::log_tail("one\ntwo\n", 5) == "  | one\n  | two\n");
}
