// The root file system that an engine has mounted for its container: an overlay of the engine's
// own (proc(5), mounts; kernel: filesystems/overlayfs.rst).
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
  // Throws Error with a hint where there is no overlay mounted at path, or not all of it has one
  // device number: what happens on it could then not be told from what happens elsewhere.
  explicit EngineRootfs(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }  // canonical
  std::uint64_t device() const { return device_; }
  // As container::Rootfs.
  void mark_created();
  std::set<std::string> changes() const;

 private:
  std::filesystem::path path_;
  std::uint64_t device_ = 0;
  std::filesystem::path upper_;                // empty: the root is read-only
  std::vector<std::filesystem::path> layers_;  // bottom first
  std::map<std::string, struct stat> created_;
};

// The directories that an overlay's mount options name (overlayfs.rst), for tests.
struct OverlayDirectories {
  std::string upper;               // empty: there is none
  std::vector<std::string> lower;  // topmost first
};
OverlayDirectories parse_overlay_options(const std::string& options);

}  // namespace whittle::runtime_wrapper
