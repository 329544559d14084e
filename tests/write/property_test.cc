// What holds for every tree and every keep set: the layer that is written, read again as a tree,
// has exactly the kept paths, each as its source has it (see check_same()).
#include <doctest/doctest.h>

#include <random>

#include "tree_text.h"
#include "write/plan.h"

using namespace whittle;

namespace {

std::string random_path(std::mt19937& random) {
  std::string path;
  for (unsigned depth = 1 + random() % 3; depth > 0; --depth) {
    path += std::string("/") + static_cast<char>('a' + random() % 4);
  }
  return path;
}

std::string random_layer(std::mt19937& random) {
  constexpr const char* kAttributes[] = {"755 9", "4755 3 1:2", "644 5 @7 user.x=y", "2700 0 3:4"};
  std::string lines;
  for (int count = 0; count < 25; ++count) {
    const std::string path = random_path(random);
    switch (random() % 6) {
      case 0:
        lines += path + "/ 1777 5:6\n";
        break;
      case 1:
        lines += path + " -> " + random_path(random) + "\n";
        break;
      case 2:
        lines += path + "/h 4711 7 user.a=b\n" + path + "/i = " + path + "/h\n";
        break;
      case 3:
        lines += path + " c 1:3 666\n";
        break;
      default:
        lines += path + " " + kAttributes[random() % 4] + "\n";
        break;
    }
  }
  return lines;
}

// Any set of paths with their parents.
KeepSet random_keep(std::mt19937& random, const FileTree& tree) {
  KeepSet keep;
  keep.verdicts.resize(tree.size());
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (random() % 3 != 0) continue;
    for (NodeId above = id;; above = tree.node(above).parent) {
      keep.verdicts[above].kept = true;
      if (above == FileTree::kRoot) break;
    }
  }
  count_totals(keep, tree);
  return keep;
}

// The layers of a plan as a tree.
FileTree written(const FileTree& tree, const KeepSet& keep, const write::Assignment& assignment) {
  std::vector<LayerIndex> indexes;
  for (const write::LayerPlan& plan : write::plan_layers(tree, keep, assignment)) {
    LayerIndex& index = indexes.emplace_back();
    for (const write::PlannedEntry& entry : plan.entries) {
      index.entries.push_back({entry.path, entry.metadata});
    }
  }
  return testing::tree(indexes);
}

// Exactly the kept paths, with the source's metadata and hard links.
void check_same(const FileTree& tree, const KeepSet& keep, const FileTree& result) {
  CHECK(result.total_bytes() == keep.kept_bytes);
  CHECK(result.file_count() == keep.kept_files);
  std::map<InodeId, InodeId> linked;  // names of one inode stay names of one
  for (NodeId id = 1; id < tree.size(); ++id) {
    const auto node = result.find(tree.path(id));
    CHECK(node.has_value() == keep.verdicts[id].kept);
    if (!node) continue;
    CHECK(result.metadata(*node) == tree.metadata(id));
    if (tree.metadata(id).type == FileType::directory) continue;
    const InodeId inode = result.node(*node).inode;
    CHECK(linked.try_emplace(tree.node(id).inode, inode).first->second == inode);
  }
}

}  // namespace

TEST_CASE("in every mode, the new image has exactly the kept paths") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const LayerIndex lower = testing::layer(random_layer(random));
    const LayerIndex upper = testing::layer(random_layer(random));
    const LayerIndex* const layers[] = {&lower, &upper};
    const FileTree tree = FileTree::from_layers(layers);
    const KeepSet keep = random_keep(random, tree);
    const PackageIndex packages;
    check_same(tree, keep, written(tree, keep, write::squash(tree, keep)));
    check_same(tree, keep, written(tree, keep, write::preserve(tree, keep, layers)));
    check_same(tree, keep, written(tree, keep, write::split(tree, keep, packages)));
  }
}
