#include "container/overlay_fixes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "base/fd.h"
#include "base/open_inside.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;

bool is_directory(const FileTree& tree, NodeId id) {
  return tree.metadata(id).type == FileType::directory;
}

fs::path below(const fs::path& root, const std::string& image_path) {
  return image_path == "/" ? root : root / image_path.substr(1);
}

// Nodes that may differ on disk: a directory of a lower layer that an upper layer may have created
// implicitly, and a hard link to a file of another layer. Others need no check.
bool needs_check(const FileTree& tree, NodeId id, std::uint32_t top_layer) {
  const Inode& inode = tree.inode(id);
  if (is_directory(tree, id))
    return id != FileTree::kRoot && !inode.implied && inode.layer < top_layer;
  return tree.node(id).layer != inode.layer;
}

bool as_in_tree(const FileMetadata& metadata, const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return false;
  const bool directory = metadata.type == FileType::directory;
  if (directory != S_ISDIR(status.st_mode)) return false;
  if (!directory) return true;
  return (status.st_mode & 07777) == metadata.mode && status.st_uid == metadata.uid &&
         status.st_gid == metadata.gid && status.st_mtim.tv_sec == metadata.mtime.seconds;
}

// Follows no symlink, since those in a layer come from the image.
base::Fd open_in_layer(const fs::path& layer, const std::string& path) {
  const base::Fd root = base::open_file(layer, O_PATH | O_DIRECTORY);
  return base::open_inside(root.get(), path, O_PATH | O_NOFOLLOW, base::Symlinks::refused);
}

void link_content(const Inode& inode, std::span<const fs::path> layers, const fs::path& target) {
  const base::Fd content = open_in_layer(layers[inode.layer], inode.content_path);
  if (::linkat(content.get(), "", AT_FDCWD, target.c_str(), AT_EMPTY_PATH) != 0) {
    throw SystemError("cannot link " + target.string() + " to its layer", errno);
  }
}

std::set<NodeId> with_parents(const FileTree& tree, std::span<const NodeId> nodes) {
  std::set<NodeId> all;  // ids go up from parents to children
  for (NodeId id : nodes) {
    while (id != FileTree::kRoot && all.insert(id).second) id = tree.node(id).parent;
  }
  return all;
}

}  // namespace

void set_directory_metadata(const fs::path& directory, const FileMetadata& metadata) {
  const base::Fd fd = base::open_file(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  for (const auto& [name, value] : metadata.xattrs) {
    if (::fsetxattr(fd.get(), name.c_str(), value.data(), value.size(), 0) != 0 &&
        errno != ENOTSUP) {
      throw SystemError("cannot set " + name + " on " + directory.string(), errno);
    }
  }
  const timespec mtime{.tv_sec = metadata.mtime.seconds,
                       .tv_nsec = static_cast<long>(metadata.mtime.nanoseconds)};
  const timespec times[2] = {mtime, mtime};
  if (::fchown(fd.get(), metadata.uid, metadata.gid) != 0 ||
      ::fchmod(fd.get(), metadata.mode) != 0 || ::futimens(fd.get(), times) != 0) {
    throw SystemError("cannot set the metadata of " + directory.string(), errno);
  }
}

std::vector<NodeId> differing_nodes(const FileTree& tree, const fs::path& merged) {
  std::uint32_t top_layer = 0;
  for (NodeId id = 0; id < tree.size(); ++id) top_layer = std::max(top_layer, tree.node(id).layer);
  std::vector<NodeId> wrong;
  for (NodeId id = 0; id < tree.size(); ++id) {
    // The path may be followed through a symlink if the layer directory does not match its index; a
    // wrong result then only causes an unnecessary fix.
    if (needs_check(tree, id, top_layer) &&
        !as_in_tree(tree.metadata(id), below(merged, tree.path(id)))) {
      wrong.push_back(id);
    }
  }
  return wrong;
}

void make_fix_directory(const FileTree& tree, std::span<const NodeId> wrong,
                        std::span<const fs::path> layers, const fs::path& directory) {
  fs::create_directory(directory);
  const std::set<NodeId> nodes = with_parents(tree, wrong);
  for (const NodeId id : nodes) {
    const fs::path target = below(directory, tree.path(id));
    if (!is_directory(tree, id)) {
      link_content(tree.inode(id), layers, target);
    } else if (::mkdir(target.c_str(), 0700) != 0) {
      throw SystemError("cannot make " + target.string(), errno);
    }
  }
  // Children first, since creating an entry changes the time of its directory.
  for (auto id = nodes.rbegin(); id != nodes.rend(); ++id) {
    if (is_directory(tree, *id)) {
      set_directory_metadata(below(directory, tree.path(*id)), tree.metadata(*id));
    }
  }
}

}  // namespace whittle::container
