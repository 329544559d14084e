// Paths of a database to nodes, as the manager that wrote them would go: symlinks on the way are
// followed (a merged /lib), the last one is not. Directories are remembered, as databases name each
// of them many times.
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
  // The tree must outlive the finder.
  explicit PathFinder(const FileTree& tree) : tree_(tree) {}

  // Absolute, or taken from "/". Empty: the tree does not have it.
  std::optional<NodeId> find(std::string_view path);
  // Symlinks at the end are followed too.
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
