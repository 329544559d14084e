// The root file system of a container, an overlay mounted by the engine (proc(5), mounts; kernel:
// filesystems/overlayfs.rst).
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace whittle::runtime_wrapper {

class EngineRootfs {
 public:
  // Throws Error with a hint if no overlay is mounted at path, or if its layers are on several file
  // systems: the probes recognise the image by its device number.
  explicit EngineRootfs(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }  // canonical
  std::uint64_t device() const { return device_; }
  // As in container::Rootfs.
  void mark_created();
  std::set<std::string> changes() const;

 private:
  std::filesystem::path path_;
  std::uint64_t device_ = 0;
  std::filesystem::path upper_;                // empty: the root is read-only
  std::vector<std::filesystem::path> layers_;  // bottom first
  std::map<std::string, struct stat> created_;
};

// The directories in the mount options of an overlay (overlayfs.rst); exported for tests.
struct OverlayDirectories {
  std::string upper;               // empty if there is none
  std::vector<std::string> lower;  // topmost first
};
OverlayDirectories parse_overlay_options(const std::string& options);

}  // namespace whittle::runtime_wrapper
