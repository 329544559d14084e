// What holds for every tree and every trace (DESIGN.md, 4.1).
#include <doctest/doctest.h>

#include <random>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;

namespace {

std::string random_path(std::mt19937& random) {
  std::string path;
  for (unsigned depth = 1 + random() % 4; depth > 0; --depth) {
    path += std::string("/") + static_cast<char>('a' + random() % 4);
  }
  return path;
}

// May name things that are not there, and go through what is no directory.
std::string random_layer(std::mt19937& random) {
  std::string lines;
  for (int count = 0; count < 30; ++count) {
    const std::string path = random_path(random);
    switch (random() % 5) {
      case 0:
        lines += path + "/ 755\n";
        break;
      case 1:
        lines += path + " -> " + random_path(random).substr(random() % 2) + "\n";
        break;
      case 2:
        lines += "!" + path + "\n";
        break;
      default:
        lines += path + " 755 " + std::to_string(random() % 100) + "\n";
        break;
    }
  }
  return lines;
}

void check_invariants(const FileTree& tree, const KeepSet& keep) {
  REQUIRE(keep.verdicts.size() == tree.size());
  CHECK(keep.kept_bytes + keep.dropped_bytes == tree.total_bytes());
  std::size_t files = 0;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const Verdict& verdict = keep.verdicts[id];
    CHECK_FALSE(verdict.reason.rule.empty());
    const bool dropping = verdict.reason.rule == "unused" || verdict.reason.rule == "excluded";
    CHECK(verdict.kept != dropping);
    if (!verdict.kept) continue;
    CHECK(keep.verdicts[tree.node(id).parent].kept);
    if (tree.metadata(id).type != FileType::directory) ++files;
    if (!verdict.reason.parent.empty()) {
      const auto parent = tree.find(verdict.reason.parent);
      REQUIRE(parent);
      CHECK(keep.verdicts[*parent].kept);
    }
  }
  CHECK(keep.kept_files == files);
}

}  // namespace

TEST_CASE("every path has a verdict, totals balance, and parents of what is kept are kept") {
  std::mt19937 random(42);
  for (int round = 0; round < 300; ++round) {
    const FileTree tree =
        testing::tree({testing::layer(random_layer(random)), testing::layer(random_layer(random))});
    Trace trace;
    for (int count = 0; count < 5; ++count) {
      trace.files[random_path(random)];
      trace.absent[random_path(random)];
      trace.written.insert(random_path(random));
    }
    ImageConfig config;
    config.volumes = {random_path(random)};
    config.entrypoint = {random_path(random)};
    select::SelectOptions options;
    if (round % 2 == 0) options.exclude_patterns = {random_path(random) + "*", "/*/a"};
    if (round % 3 == 0) options.include_paths = {random_path(random) + "/**"};
    const tree::Contents contents(tree, {});
    const PackageIndex packages;
    const select::SelectInput input = {tree, contents, config, trace, packages};
    const KeepSet keep = select::select(input, options);
    check_invariants(tree, keep);

    const KeepSet again = select::select(input, options);
    for (NodeId id = 0; id < tree.size(); ++id) {
      CHECK(keep.verdicts[id].reason.evidence == again.verdicts[id].reason.evidence);
    }
  }
}
