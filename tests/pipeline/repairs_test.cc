#include "pipeline/repairs.h"

#include <doctest/doctest.h>

#include "tree_text.h"

using namespace whittle;
using namespace whittle::pipeline;
using Texts = std::vector<std::string>;

namespace {

Lack path(const std::string& what) {
  return {LackKind::path, what, ""};
}
Lack listing(const std::string& what) {
  return {LackKind::listing, what, ""};
}

Texts texts(const std::vector<Lack>& lacks) {
  Texts result;
  for (const Lack& lack : lacks) {
    result.push_back(std::string(lack_kind_name(lack.kind)) + " " + lack.what);
  }
  return result;
}

KeepSet dropped(const FileTree& tree, const std::string& path, const std::string& rule) {
  KeepSet keep;
  keep.verdicts.resize(tree.size());
  keep.verdicts[tree.find(path).value()].reason.rule = rule;
  return keep;
}

}  // namespace

TEST_CASE("what was added before, or is excluded, is not added again") {
  const FileTree tree = testing::tree("/a 644 1\n/b 644 1\n/c 644 1\n");
  const KeepSet keep = dropped(tree, "/b", "excluded");
  const Repairs repairs = {{path("/a"), 1}};
  const std::vector<Lack> found = {path("/a"),
                                   path("/b"),
                                   path("/c"),
                                   path("/not-in-the-image"),
                                   {LackKind::syscall, "fsync", ""}};
  CHECK(texts(new_lacks(found, repairs, tree, keep)) ==
        Texts{"path /c", "path /not-in-the-image", "syscall fsync"});
}

TEST_CASE("the records of a removed package are not added") {
  const FileTree tree = testing::tree("/a 644 1\n");
  CHECK(new_lacks({path("/a")}, {}, tree, dropped(tree, "/a", "package-removed")).empty());
  CHECK(new_lacks({path("/a")}, {}, tree, dropped(tree, "/a", "unused")).size() == 1);
}

TEST_CASE("a round that names what is missing reaches no further, until the third") {
  const std::vector<Lack> hidden = {path("/hidden"), listing("/plugins")};
  CHECK(texts(reach_further({path("/a")}, hidden, {}, 1)) == Texts{"path /a"});
  CHECK(texts(reach_further({path("/a")}, hidden, {}, 3)) ==
        Texts{"path /a", "path /hidden", "reach closure"});
}

TEST_CASE("where nothing is named, --keep is raised, and listings come with its last setting") {
  const std::vector<Lack> hidden = {path("/hidden"), listing("/plugins")};
  CHECK(texts(reach_further({}, hidden, {}, 1)) == Texts{"path /hidden", "reach closure"});
  const Repairs closure = {{{LackKind::reach, "closure", ""}, 1}};
  CHECK(texts(reach_further({}, hidden, closure, 2)) ==
        Texts{"path /hidden", "listing /plugins", "reach package"});
  const Repairs both = {{{LackKind::reach, "closure", ""}, 1},
                        {{LackKind::reach, "package", ""}, 2}};
  CHECK(reach_further({}, {}, both, 3).empty());
}

TEST_CASE("selections are the same by what is kept, not by why") {
  Selection one;
  one.keep.verdicts = {{.kept = true, .reason = {.rule = "recorded"}}, {.kept = false}};
  Selection other = one;
  other.keep.verdicts[0].reason.rule = "repaired";
  CHECK(is_same(one, other));
  other.keep.verdicts[1].kept = true;
  CHECK_FALSE(is_same(one, other));

  other = one;
  other.keep.replaced[1] = "less";
  CHECK_FALSE(is_same(one, other));

  other = one;
  other.profile.rules.push_back({.names = {"fsync"}, .action = "SCMP_ACT_ALLOW"});
  CHECK_FALSE(is_same(one, other));
}

TEST_CASE("a description names five and counts the others") {
  std::vector<Lack> lacks = {path("/a"), {LackKind::syscall, "fsync", ""}};
  CHECK(describe(lacks) == "path /a, syscall fsync");
  lacks.resize(8, path("/b"));
  CHECK(describe(lacks) == "path /a, syscall fsync, path /b, path /b, path /b and 3 more");
}
