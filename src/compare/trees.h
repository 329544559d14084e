// Compares two images' trees, path by path. Times are not compared, so a rebuilt file can be the
// same.
#pragma once

#include <span>
#include <vector>

#include "compare/tabulate.h"
#include "tree/contents.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/package.h"

namespace whittle::compare {

struct ImageSide {
  const FileTree& tree;
  const tree::Contents& contents;
  const PackageIndex& packages;
  std::span<const DiffId> layers;  // files of layers that both have are not read
};

// Every path of either side. Reads files of the same size that are not from one layer. Throws
// Interrupted.
std::vector<Entry> compare_trees(const ImageSide& before, const ImageSide& after);

Packages packages_of(const PackageIndex& before, const PackageIndex& after);

}  // namespace whittle::compare
