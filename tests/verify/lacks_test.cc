#include "verify/lacks.h"

#include <doctest/doctest.h>

#include <cerrno>

#include "tree_text.h"

using namespace whittle;
using namespace whittle::verify;

namespace {

FileUse by_app(Use use) {
  FileUse result;
  result.uses.insert(use);
  result.phases.insert(Phase::app);
  result.users = {"/bin/app"};
  result.exercises = {"GET :80/"};
  return result;
}

// Two trees, and what a run in the second has shown.
struct Run {
  FileTree original;
  FileTree result;
  Trace trace;
  SeccompProfile profile;

  Searched searched() const { return {trace, original, result, profile}; }
  std::vector<std::string> lacks() const { return told(find_lacks(searched())); }
  std::vector<std::string> hidden() const { return told(find_hidden_lacks(searched())); }
  static std::vector<std::string> told(const std::vector<Lack>& lacks) {
    std::vector<std::string> texts;
    for (const Lack& lack : lacks) {
      texts.push_back(std::string(lack_kind_name(lack.kind)) + " " + lack.what);
    }
    return texts;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a lack is what the app looked for, the original has and the result has not") {
  Run run{testing::tree("/etc/app.conf\n/etc/kept"), testing::tree("/etc/kept"), {}, {}};
  run.trace.absent["/etc/app.conf"] = by_app(Use::open);
  run.trace.absent["/etc/never-there"] = by_app(Use::open);
  run.trace.absent["/etc/kept"] = by_app(Use::open);
  const std::vector<Lack> lacks = find_lacks(run.searched());
  REQUIRE(lacks.size() == 1);
  CHECK(lacks[0].what == "/etc/app.conf");
  CHECK(lacks[0].evidence == "open by /bin/app during GET :80/");
  CHECK(missing_of(lacks).files == Texts{"/etc/app.conf"});
}

TEST_CASE("a path behind a symlink that is gone is found by the original's way") {
  Run run{testing::tree("/usr/lib/x\n/lib -> usr/lib"), testing::tree("/usr/"), {}, {}};
  run.trace.absent["/lib/x"] = by_app(Use::open);
  CHECK(run.lacks() == Texts{"path /lib/x"});
}

TEST_CASE("what only the runtime looks for is hidden, until something differs") {
  Run run{testing::tree("/etc/passwd"), testing::tree("/etc/"), {}, {}};
  run.trace.absent["/etc/passwd"].phases.insert(Phase::runtime);
  CHECK(run.lacks().empty());
  CHECK(run.hidden() == Texts{"path /etc/passwd"});
}

TEST_CASE("a file that was emptied is lacking once it is read") {
  Run run{testing::tree("/a 644 5\n/b 644 5\n/c"), testing::tree("/a\n/b\n/c"), {}, {}};
  run.trace.files["/a"] = by_app(Use::open);
  run.trace.files["/b"] = by_app(Use::lookup);
  run.trace.files["/c"] = by_app(Use::open);
  CHECK(run.lacks() == Texts{"path /a"});
}

TEST_CASE("a call is lacking when the app was refused it and the profile does not allow it") {
  Run run{testing::tree(""), testing::tree(""), {}, {}};
  run.profile.rules.push_back({.names = {"mount"}, .action = "SCMP_ACT_ALLOW"});
  run.profile.rules.push_back(
      {.names = {"clone3"}, .action = "SCMP_ACT_ERRNO", .errno_ret = unsigned{ENOSYS}});
  auto& denied = run.trace.denied_syscalls["x86_64"];
  denied["fsync"].phases.insert(Phase::app);
  denied["mount"].phases.insert(Phase::app);  // refused by the kernel itself
  denied["setns"].phases.insert(Phase::runtime);
  denied["clone3"].phases.insert(Phase::app);  // on which a libc falls back
  CHECK(run.lacks() == Texts{"syscall fsync"});
  CHECK(run.hidden() == Texts{"syscall clone3"});
}

TEST_CASE("a call that is allowed with some arguments may be refused for others: hidden") {
  Run run{testing::tree(""), testing::tree(""), {}, {}};
  run.profile.rules.push_back(
      {.names = {"socket"},
       .action = "SCMP_ACT_ALLOW",
       .arguments = {
           {.index = 0, .value = 0xffffffff, .value_two = 2, .op = "SCMP_CMP_MASKED_EQ"}}});
  run.trace.denied_syscalls["x86_64"]["socket"].phases.insert(Phase::app);
  CHECK(run.lacks().empty());
  CHECK(run.hidden() == Texts{"syscall socket"});
}

TEST_CASE("a directory that was listed and has lost entries may hide what is missing") {
  Run run{testing::tree("/d/a\n/d/b\n/e/a"), testing::tree("/d/a\n/e/a"), {}, {}};
  run.trace.files["/d"] = by_app(Use::list);
  run.trace.files["/e"] = by_app(Use::list);
  CHECK(run.lacks().empty());
  CHECK(run.hidden() == Texts{"listing /d"});
}
