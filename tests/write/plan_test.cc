#include "write/plan.h"

#include <doctest/doctest.h>

#include <set>

#include "tree_text.h"

using namespace whittle;

namespace {

KeepSet keep(const FileTree& tree, const std::set<std::string>& dropped) {
  KeepSet set;
  for (NodeId id = 0; id < tree.size(); ++id) {
    set.verdicts.push_back({.kept = !dropped.contains(tree.path(id)), .reason = {}});
  }
  return set;
}

write::LayerPlan plan_of(const FileTree& tree, const KeepSet& keep) {
  return write::plan_layers(tree, keep, write::squash(tree, keep)).at(0);
}

// "/path", "/path = /target" for a hard link
std::vector<std::string> lines(const write::LayerPlan& plan) {
  std::vector<std::string> texts;
  for (const write::PlannedEntry& entry : plan.entries) {
    const bool link = entry.metadata.type == FileType::hardlink;
    texts.push_back(entry.path + (link ? " = " + entry.metadata.link_target : ""));
  }
  return texts;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the plan has the kept nodes, in the order of the tree, and counts their bytes") {
  const FileTree tree = testing::tree(R"(
    /b/
    /b/file 644 10
    /a/
    /a/link -> ../b/file
    /dropped 644 100
  )");
  const write::LayerPlan plan = plan_of(tree, keep(tree, {"/dropped"}));
  CHECK(lines(plan) == Lines{"/a", "/a/link", "/b", "/b/file"});
  CHECK(plan.size == 10 + 9);
}

TEST_CASE("the first kept name of an inode has its bytes, the others link to it") {
  const FileTree tree = testing::tree(R"(
    /a 4755 10 1:2 user.x=y
    /b = /a
    /c = /a
  )");
  CHECK(lines(plan_of(tree, keep(tree, {}))) == Lines{"/a", "/b = /a", "/c = /a"});

  const write::LayerPlan plan = plan_of(tree, keep(tree, {"/a"}));
  CHECK(lines(plan) == Lines{"/b", "/c = /b"});
  CHECK(plan.size == 10);
  CHECK(plan.entries[0].metadata == tree.metadata(*tree.find("/a")));
  CHECK(plan.entries[1].metadata.size == 0);
  CHECK(plan.entries[1].metadata.mode == 04755);
}

TEST_CASE("the root has an entry where a layer has one") {
  const FileTree with = testing::tree("/ 700\n/a 644 1");
  CHECK(lines(plan_of(with, keep(with, {}))) == Lines{"/", "/a"});
  const FileTree without = testing::tree("/a 644 1");
  CHECK(lines(plan_of(without, keep(without, {}))) == Lines{"/a"});
}

TEST_CASE("a directory without an entry in any layer is written, too") {
  const FileTree tree = testing::tree("/deep/down/a 644 1");
  CHECK(lines(plan_of(tree, keep(tree, {}))) == Lines{"/deep", "/deep/down", "/deep/down/a"});
}
