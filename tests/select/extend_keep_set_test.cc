#include "select/extend_keep_set.h"

#include <doctest/doctest.h>

#include "tree_text.h"

using namespace whittle;
using namespace whittle::select;

namespace {

Extended extend(const FileTree& tree, const std::vector<Addition>& additions,
                const SelectOptions& options) {
  const tree::Contents contents(tree, {});
  const ImageConfig config;
  const Trace trace;
  const PackageIndex packages;
  KeepSet selected;
  selected.verdicts.resize(tree.size());
  selected.verdicts[FileTree::kRoot].kept = true;
  return extend_keep_set({tree, contents, config, trace, packages}, options, selected, additions);
}

Addition addition(const std::string& path) {
  return {.set = "data", .reason = {"rehearsed", "import " + path, ""}, .paths = {path}};
}

}  // namespace

TEST_CASE("additions are kept with what they need, and counted") {
  const FileTree tree = testing::tree("/lib/a 644 10\n/lib/link -> a\n/lib/c 644 5");
  const Extended extended = extend(tree, {addition("/lib/link"), addition("/gone")}, {});
  const auto kept = [&](const char* path) { return extended.keep.verdicts[*tree.find(path)].kept; };
  CHECK(kept("/lib"));
  CHECK(kept("/lib/a"));
  CHECK_FALSE(kept("/lib/c"));
  CHECK(extended.added[0].files == 1);
  CHECK(extended.added[0].bytes == 11);
  CHECK(extended.added[1].files == 0);
  CHECK(extended.keep.kept_bytes == 11);
  CHECK(extended.keep.verdicts[*tree.find("/lib/link")].reason.evidence == "import /lib/link");
}

TEST_CASE("additions that do not fit the data budget are left out, the larger first") {
  const FileTree tree = testing::tree("/a 644 600\n/b 644 500\n/c 644 400");
  SelectOptions options;
  options.data_budget = 1000;
  const Extended extended = extend(tree, {addition("/a"), addition("/b"), addition("/c")}, options);
  CHECK(extended.added[0].over_budget);
  CHECK(extended.added[1].files == 1);
  CHECK(extended.added[2].files == 1);
  CHECK(extended.keep.verdicts[*tree.find("/a")].reason.rule == "over-budget");
  REQUIRE(extended.keep.warnings.size() == 1);
  CHECK(extended.keep.warnings[0].starts_with("left out: data ("));
}
