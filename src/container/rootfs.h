// The container's root file system: an overlay of the image's unpacked layers with a fresh upper
// directory, mounted in our private mount namespace (kernel: filesystems/overlayfs.rst).
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::container {

class Rootfs {
 public:
  // layers: bottom first (up to 500, whatever the length of their paths). tree: the FileTree of
  // these layers; what single layer directories cannot express is added by one more lower directory
  // (overlay_fixes.h). directory must be on the layers' file system, so that the whole overlay has
  // one st_dev.
  Rootfs(const std::filesystem::path& directory, std::span<const std::filesystem::path> layers,
         const FileTree& tree);
  ~Rootfs();  // unmounts
  Rootfs(const Rootfs&) = delete;
  Rootfs& operator=(const Rootfs&) = delete;

  const std::filesystem::path& path() const { return merged_; }
  std::uint64_t device() const { return device_; }
  // Paths in the image that the run has created, changed or removed so far, read from the upper
  // directory.
  std::set<std::string> changes() const;
  // Marks what is in the upper directory now as created by the runtime (mount points), so that
  // changes() leaves it out. Called by Container after `create`.
  void mark_created() const;

 private:
  std::vector<std::filesystem::path> layers_;  // bottom first, the fixes on top
  std::filesystem::path upper_;
  std::filesystem::path merged_;
  std::uint64_t device_ = 0;
  mutable std::map<std::string, struct stat> created_;  // the upper directory at mark_created()
};

}  // namespace whittle::container
