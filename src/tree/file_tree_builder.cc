// Applies layers, one on top of the other: image-spec, layer.md#applying-changesets.

#include <memory>

#include "tree/layer_tree.h"
#include "whittle/file_tree.h"

namespace whittle {

using tree::Branch;
using tree::Content;

class FileTreeBuilder {
 public:
  FileTreeBuilder() {
    root_.content = 0;
    contents_.push_back(tree::implied_directory(0));
  }

  void lay_over(const LayerIndex& layer) {
    const auto find_below = [&](std::string_view path) {
      const Branch* found = tree::find(root_, path);
      return found != nullptr ? found->content : Branch::kNone;
    };
    const auto upper = tree::layer_tree(layer, number_, contents_, find_below);
    std::string path;
    lay_directory(root_, *upper, path);
    ++number_;
  }

  FileTree finish() {
    inode_of_content_.assign(contents_.size(), Branch::kNone);
    add_node(root_, "", FileTree::kRoot);
    return std::move(tree_);
  }

 private:
  using Kind = PathEvent::Kind;

  void lay_directory(Branch& lower, const Branch& upper, std::string& path) {
    if (upper.opaque) remove_children(lower, path);
    if (!contents_[upper.content].implied) {
      if (number_ > 0) note(path, lower.layer, Kind::replaced);
      lower.content = upper.content;
    }
    lay_children(lower, upper, path);
  }

  void lay_children(Branch& lower, const Branch& upper, std::string& path) {
    const std::size_t length = path.size();
    for (const auto& [name, branch] : upper.children) {
      path.append("/").append(name);
      lay_name(lower, name, *branch, path);
      path.resize(length);
    }
  }

  void lay_name(Branch& parent, std::string_view name, const Branch& upper, std::string& path) {
    const auto found = parent.children.find(name);
    Branch* lower = found == parent.children.end() ? nullptr : found->second.get();
    if (lower != nullptr && upper.hides_lower) {
      remove(*lower, path);
      parent.children.erase(found);
      lower = nullptr;
    }
    if (!upper.present()) return;
    const bool directory = contents_[upper.content].is_directory();
    if (lower != nullptr && directory && contents_[lower->content].is_directory()) {
      lay_directory(*lower, upper, path);
      return;
    }
    if (lower == nullptr) {
      lower = (parent.children[name] = std::make_unique<Branch>()).get();
      note_added(path);
    } else {
      remove_children(*lower, path);
      note(path, lower->layer, Kind::replaced);
    }
    lower->content = upper.content;
    lower->layer = number_;
    if (directory) lay_children(*lower, upper, path);
  }

  void remove(Branch& branch, std::string& path) {
    remove_children(branch, path);
    note(path, branch.layer, Kind::removed);
  }

  void remove_children(Branch& branch, std::string& path) {
    const std::size_t length = path.size();
    for (const auto& [name, child] : branch.children) {
      path.append("/").append(name);
      remove(*child, path);
      path.resize(length);
    }
    branch.children.clear();
  }

  // History is recorded from a path's second event on: the node shows the first one.
  void note(const std::string& path, std::uint32_t added_by, Kind kind) {
    std::vector<PathEvent>& events = tree_.history_[path.empty() ? "/" : path];
    if (events.empty()) events.push_back({Kind::added, added_by});
    events.push_back({kind, number_});
  }

  void note_added(const std::string& path) {
    if (tree_.history_.empty()) return;
    const auto found = tree_.history_.find(path);
    if (found == tree_.history_.end()) return;
    PathEvent& last = found->second.back();
    if (last.kind == Kind::removed && last.layer == number_) {
      last.kind = Kind::replaced;  // removed and added again by one layer
    } else {
      found->second.push_back({Kind::added, number_});
    }
  }

  void add_node(const Branch& branch, std::string_view name, NodeId parent) {
    const auto id = static_cast<NodeId>(tree_.nodes_.size());
    tree_.nodes_.push_back({std::string(name), parent, inode(branch.content), branch.layer, {}});
    if (id != FileTree::kRoot) {
      auto& siblings = tree_.nodes_[parent].children;
      siblings.emplace_hint(siblings.end(), name, id);
    }
    for (const auto& [child_name, child] : branch.children) add_node(*child, child_name, id);
  }

  InodeId inode(std::uint32_t content) {
    InodeId& id = inode_of_content_[content];
    if (id == Branch::kNone) {
      id = static_cast<InodeId>(tree_.inodes_.size());
      Content& from = contents_[content];
      tree_.inodes_.push_back({*from.metadata, from.layer, std::move(from.path), from.implied});
    }
    return id;
  }

  Branch root_;
  std::uint32_t number_ = 0;  // of the layer that is being applied
  std::vector<Content> contents_;
  std::vector<InodeId> inode_of_content_;
  FileTree tree_;
};

FileTree FileTree::from_layers(std::span<const LayerIndex* const> layers) {
  FileTreeBuilder builder;
  for (const LayerIndex* layer : layers) builder.lay_over(*layer);
  return builder.finish();
}

}  // namespace whittle
