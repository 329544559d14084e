// One layer's entries as a tree of their own, before it is laid over the layers below.
//
// A layer is unpacked by itself and then laid over the others, as engines with an overlay do. So
// whiteouts and opaque markers are notes on a name, for the layers below, wherever they stand in
// the tar; and a directory that the layer needs but does not list is made, even where a lower layer
// has a symlink of that name. Names and metadata belong to the LayerIndex, which must outlive the
// tree.
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
  std::string path;  // in the layer that holds it
  std::uint32_t layer = 0;
  bool implied = false;

  bool is_directory() const { return metadata->type == FileType::directory; }
};

struct Branch {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t content = kNone;  // index into the contents; kNone: no file here, only notes
  std::uint32_t layer = 0;        // that put the name here
  bool hides_lower = false;       // whited out: what lower layers have here is gone
  bool opaque = false;            // what lower layers have below is gone
  std::map<std::string_view, std::unique_ptr<Branch>> children;

  bool present() const { return content != kNone; }
  Branch* child(std::string_view name) const;
};

// The branch of exactly this path; null: no file there.
Branch* find(Branch& root, std::string_view path);

// Finds the content of a path in the layers below, for a hard link into them; Branch::kNone:
// nothing there.
using FindBelow = std::function<std::uint32_t(std::string_view path)>;

// The layer's tree; its contents are appended to contents.
std::unique_ptr<Branch> layer_tree(const LayerIndex& layer, std::uint32_t number,
                                   std::vector<Content>& contents, const FindBelow& find_below);

// A directory that no layer lists: root's, mode 0755, of 1970.
Content implied_directory(std::uint32_t layer);

}  // namespace whittle::tree
