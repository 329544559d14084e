// Overlay mounts of many layers (kernel: filesystems/overlayfs.rst).
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace whittle::container {

struct OverlayMount {
  std::vector<std::filesystem::path> lower;  // topmost first; at least one, absolute
  struct Writable {
    std::filesystem::path upper;
    std::filesystem::path work;
  };
  std::optional<Writable> writable;  // nullopt: read-only; then two lower directories are needed
  std::filesystem::path target;
};

// links: a directory to create, for symlinks with short names. Throws SystemError.
void mount_overlay(const OverlayMount& mount, const std::filesystem::path& links);

}  // namespace whittle::container
