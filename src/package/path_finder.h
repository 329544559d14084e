// Finds the nodes of paths in a database, as the package manager would: symlinks in the parents are
// followed (a merged /lib), the last component is not. Directories are cached, because databases
// name each of them many times.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "whittle/file_tree.h"

namespace whittle::package {

class PathFinder {
 public:
  // The tree has to outlive the finder.
  explicit PathFinder(const FileTree& tree) : tree_(tree) {}

  // Absolute, or relative to "/". None where the tree does not have it.
  std::optional<NodeId> find(std::string_view path);
  // A symlink at the end is followed, too.
  std::optional<NodeId> directory(std::string_view path);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  const FileTree& tree_;
  std::unordered_map<std::string, std::optional<NodeId>, Hash, std::equal_to<>> directories_;
};

}  // namespace whittle::package
