#include "compare/trees.h"

#include <unistd.h>

#include <array>
#include <cstring>

#include "base/interruption.h"
#include "text/join.h"

namespace whittle::compare {
namespace {

constexpr NodeId kNone = UINT32_MAX;

// The name for which an inode's bytes are counted: the first that the other side has, too, else the
// first.
std::vector<NodeId> counted_names(const FileTree& tree, const FileTree& other) {
  std::vector<NodeId> counted(tree.inode_count(), kNone);
  std::vector<bool> shared(tree.inode_count());
  for (NodeId id = 0; id < tree.size(); ++id) {
    const InodeId inode = tree.node(id).inode;
    if (shared[inode]) continue;
    if (counted[inode] == kNone) {
      counted[inode] = id;
    } else if (!other.find(tree.path(counted[inode])) && other.find(tree.path(id))) {
      counted[inode] = id;
      shared[inode] = true;
    }
  }
  return counted;
}

std::int64_t bytes_of(const FileTree& tree, const std::vector<NodeId>& counted, NodeId id) {
  return counted[tree.node(id).inode] == id ? counted_bytes(tree.metadata(id)) : 0;
}

std::string package_of(const PackageIndex& packages, NodeId id) {
  const Package* owner = packages.owner(id);
  if (owner == nullptr) return "";
  return std::string(package_manager_name(owner->manager)) + ":" + owner->name;
}

// Reads a full block of a file, or less at its end.
std::size_t read_block(int fd, std::span<char> into) {
  std::size_t size = 0;
  while (size < into.size()) {
    const ssize_t count = ::read(fd, into.data() + size, into.size() - size);
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  return size;
}

class Pair {
 public:
  Pair(const ImageSide& before, const ImageSide& after) : before_(before), after_(after) {}

  // What differs, as a list of words; empty: nothing.
  std::string differences(NodeId before, NodeId after) {
    const FileMetadata& old = before_.tree.metadata(before);
    const FileMetadata& now = after_.tree.metadata(after);
    std::string words;
    const auto differs = [&words](bool yes, const char* word) {
      if (yes) text::append_item(words, word, ", ");
    };
    if (old.type != now.type) return "type";
    differs(old.type == FileType::regular && !same_content(before, after), "content");
    differs(old.link_target != now.link_target, "target");
    differs(old.device_major != now.device_major || old.device_minor != now.device_minor, "device");
    differs(old.uid != now.uid || old.gid != now.gid, "owner");
    differs(old.mode != now.mode && old.type != FileType::symlink, "mode");
    differs(old.xattrs != now.xattrs, "xattrs");
    return words;
  }

 private:
  bool same_content(NodeId before, NodeId after) {
    const Inode& old = before_.tree.inode(before);
    const Inode& now = after_.tree.inode(after);
    if (old.metadata.size != now.metadata.size) return false;
    if (old.metadata.size == 0) return true;
    const bool one_layer = old.layer < before_.layers.size() && now.layer < after_.layers.size() &&
                           before_.layers[old.layer] == after_.layers[now.layer];
    if (one_layer && old.content_path == now.content_path) return true;
    return same_bytes(before, after);
  }

  bool same_bytes(NodeId before, NodeId after) {
    const base::Fd old = before_.contents.open(before);
    const base::Fd now = after_.contents.open(after);
    if (!old || !now) return !old && !now;
    for (;;) {
      base::interruption::check();
      const std::size_t size = read_block(old.get(), old_block_);
      if (read_block(now.get(), now_block_) != size) return false;
      if (std::memcmp(old_block_.data(), now_block_.data(), size) != 0) return false;
      if (size < old_block_.size()) return true;
    }
  }

  const ImageSide& before_;
  const ImageSide& after_;
  std::array<char, 64 << 10> old_block_{};
  std::array<char, 64 << 10> now_block_{};
};

}  // namespace

std::vector<Entry> compare_trees(const ImageSide& before, const ImageSide& after) {
  const std::vector<NodeId> old_names = counted_names(before.tree, after.tree);
  const std::vector<NodeId> new_names = counted_names(after.tree, before.tree);
  Pair pair(before, after);
  std::vector<Entry> entries;
  std::vector<bool> seen(after.tree.size());
  for (NodeId id = 0; id < before.tree.size(); ++id) {
    Entry entry{.path = before.tree.path(id),
                .directory = before.tree.metadata(id).type == FileType::directory,
                .before = bytes_of(before.tree, old_names, id),
                .package = package_of(before.packages, id)};
    if (const auto other = after.tree.find(entry.path)) {
      seen[*other] = true;
      entry.after = bytes_of(after.tree, new_names, *other);
      entry.what = pair.differences(id, *other);
      const bool stays_directory = after.tree.metadata(*other).type == FileType::directory;
      if (entry.directory != stays_directory) {
        // A directory on one side only counts as two paths: the directory, and a removed or added
        // file.
        Entry gone = entry;
        gone.after.reset();
        gone.what.clear();
        entries.push_back(std::move(gone));
        entry.directory = stays_directory;
        entry.before.reset();
        entry.what.clear();
      }
    }
    entries.push_back(std::move(entry));
  }
  for (NodeId id = 0; id < after.tree.size(); ++id) {
    if (seen[id]) continue;
    entries.push_back({.path = after.tree.path(id),
                       .directory = after.tree.metadata(id).type == FileType::directory,
                       .before = std::nullopt,
                       .after = bytes_of(after.tree, new_names, id),
                       .what = "",
                       .package = package_of(after.packages, id)});
  }
  return entries;
}

Packages packages_of(const PackageIndex& before, const PackageIndex& after) {
  Packages packages;
  const auto name = [](const Package& package) {
    return std::string(package_manager_name(package.manager)) + ":" + package.name;
  };
  for (const Package& package : before.packages) {
    packages[name(package)].before.insert(package.version);
  }
  for (const Package& package : after.packages) {
    packages[name(package)].after.insert(package.version);
  }
  return packages;
}

}  // namespace whittle::compare
