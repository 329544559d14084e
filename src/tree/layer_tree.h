// The entries of one layer as a tree, before it is applied to the layers below.
//
// Each layer is unpacked alone and then put on top of the others, as engines with overlayfs do. So
// whiteouts and opaque markers are attributes of a name that concern the layers below, wherever
// they are in the tar. A parent directory that the layer does not list is created, even where a
// lower layer has a symlink of that name. Names and metadata belong to the LayerIndex, which has to
// outlive the tree.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::tree {

// An inode while the tree is built.
struct Content {
  const FileMetadata* metadata = nullptr;
  std::string path;  // in the layer that has it
  std::uint32_t layer = 0;
  bool implied = false;

  bool is_directory() const { return metadata->type == FileType::directory; }
};

struct Branch {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t content = kNone;  // index into the contents; kNone: no file, only attributes
  std::uint32_t layer = 0;        // the layer that added the name
  bool hides_lower = false;       // whiteout: the name is removed from lower layers
  bool opaque = false;            // everything of lower layers below it is removed
  std::map<std::string_view, std::unique_ptr<Branch>> children;

  bool present() const { return content != kNone; }
  Branch* child(std::string_view name) const;
};

// The branch of exactly this path; null where there is no file.
Branch* find(Branch& root, std::string_view path);

// Finds the content of a path in the layers below, for a hard link to it; Branch::kNone where there
// is none.
using FindBelow = std::function<std::uint32_t(std::string_view path)>;

// The layer's tree; its contents are appended to contents.
std::unique_ptr<Branch> layer_tree(const LayerIndex& layer, std::uint32_t number,
                                   std::vector<Content>& contents, const FindBelow& find_below);

// A directory that no layer lists: owned by root, mode 0755, mtime 0.
Content implied_directory(std::uint32_t layer);

}  // namespace whittle::tree
