#include "container/rootfs.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <cerrno>

#include "container/changes.h"
#include "container/overlay.h"
#include "container/overlay_fixes.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;

std::vector<NodeId> nodes_to_fix(const fs::path& directory, const OverlayMount& layers,
                                 const FileTree& tree) {
  if (layers.lower.size() < 2) return {};  // no layer can differ
  mount_overlay(layers, directory / "check-links");
  std::vector<NodeId> wrong;
  try {
    wrong = differing_nodes(tree, layers.target);
  } catch (...) {
    ::umount2(layers.target.c_str(), MNT_DETACH);
    throw;
  }
  ::umount2(layers.target.c_str(), MNT_DETACH);
  return wrong;
}

FileMetadata root_metadata(const FileTree& tree) {
  if (tree.size() > 0 && !tree.inode(FileTree::kRoot).implied)
    return tree.metadata(FileTree::kRoot);
  FileMetadata metadata;
  metadata.type = FileType::directory;
  metadata.mode = 0755;
  return metadata;
}

}  // namespace

Rootfs::Rootfs(const fs::path& directory, std::span<const fs::path> layers, const FileTree& tree)
    : layers_(layers.begin(), layers.end()),
      upper_(directory / "upper"),
      merged_(directory / "rootfs") {
  const fs::path work = directory / "work";
  for (const fs::path& path : {upper_, work, merged_}) fs::create_directory(path);

  OverlayMount mount;
  mount.target = merged_;
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    mount.lower.push_back(fs::absolute(*layer));
  }
  const std::vector<NodeId> wrong = nodes_to_fix(directory, mount, tree);
  if (!wrong.empty()) {
    make_fix_directory(tree, wrong, layers_, directory / "fixes");
    mount.lower.insert(mount.lower.begin(), directory / "fixes");
    layers_.push_back(directory / "fixes");
  }
  if (mount.lower.empty()) {
    fs::create_directory(directory / "no-layers");
    mount.lower.push_back(directory / "no-layers");
  }
  set_directory_metadata(upper_, root_metadata(tree));
  mount.writable = OverlayMount::Writable{upper_, work};
  mount_overlay(mount, directory / "links");

  struct stat status {};
  if (::stat(merged_.c_str(), &status) != 0) {
    const int error = errno;
    ::umount2(merged_.c_str(), MNT_DETACH);
    throw SystemError("cannot look at " + merged_.string(), error);
  }
  device_ = status.st_dev;
}

Rootfs::~Rootfs() {
  ::umount2(merged_.c_str(), MNT_DETACH);
}

void Rootfs::mark_created() const {
  created_ = list_upper(upper_);
}

std::set<std::string> Rootfs::changes() const {
  return changed_paths(upper_, created_, layers_);
}

}  // namespace whittle::container
