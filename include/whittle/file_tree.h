// The image's files after all layers, built from layer indexes only (image-spec,
// layer.md#applying).
//
// A node is a name in a directory; an inode is what it names, so that hard links are nodes that
// share one. Everything is in memory and immutable after construction. Nothing here touches a file
// system: symlinks are resolved inside the tree, so none can escape.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/layer_index.h"

namespace whittle {

using NodeId = std::uint32_t;
using InodeId = std::uint32_t;

enum class FollowLast { no, yes };

struct Inode {
  FileMetadata metadata;     // type is never hardlink, whiteout or opaque
  std::uint32_t layer = 0;   // index of the layer with the content
  std::string content_path;  // the path of the content in that layer
  bool implied = false;      // a directory that no layer has an entry for
};

struct Node {
  std::string name;
  NodeId parent = 0;
  InodeId inode = 0;
  std::uint32_t layer = 0;  // the layer that put this name here
  std::map<std::string, NodeId, std::less<>> children;
};

struct PathEvent {
  enum class Kind : std::uint8_t { added, replaced, removed };
  Kind kind;
  std::uint32_t layer;
};

class FileTree {
 public:
  static constexpr NodeId kRoot = 0;

  // Layers bottom first.
  static FileTree from_layers(std::span<const LayerIndex* const> layers);

  // All live nodes, parents before children, siblings by name. Ids are dense: 0 .. size()-1 in this
  // order.
  std::size_t size() const { return nodes_.size(); }
  const Node& node(NodeId id) const { return nodes_[id]; }
  const Inode& inode(NodeId id) const { return inodes_[nodes_[id].inode]; }
  const FileMetadata& metadata(NodeId id) const { return inode(id).metadata; }
  std::size_t inode_count() const { return inodes_.size(); }
  std::string path(NodeId id) const;

  // The node of exactly this path, no symlink followed.
  std::optional<NodeId> find(std::string_view path) const;

  struct Resolution {
    // None: nothing there, or a loop (more than 40 links, as in the kernel).
    std::optional<NodeId> node;
    std::vector<NodeId> links;  // the symlinks walked through, in order
    std::string canonical;      // where the walk ended, also when nothing is there
  };
  // As a process whose root is this tree would: path is absolute or taken from "/".
  Resolution resolve(std::string_view path, FollowLast follow) const;

  // What the layers did to a path, bottom first; also for paths that are gone.
  std::vector<PathEvent> history(std::string_view path) const;

  // Regular files' bytes and symlink texts, each inode once.
  std::int64_t total_bytes() const;
  // Nodes that are not directories.
  std::size_t file_count() const;

 private:
  friend class FileTreeBuilder;
  std::vector<Node> nodes_;
  std::vector<Inode> inodes_;
  // Of paths that more than one layer entry changed.
  std::map<std::string, std::vector<PathEvent>, std::less<>> history_;
};

// Bytes that an inode counts for in every total: a regular file's size, a symlink's text, else 0.
std::int64_t counted_bytes(const FileMetadata& metadata);

}  // namespace whittle
