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
  std::optional<Writable> writable;  // without: read-only, needs two lower directories
  std::filesystem::path target;
};

// links is made, and filled with symlinks of short names. Throws SystemError.
void mount_overlay(const OverlayMount& mount, const std::filesystem::path& links);

}  // namespace whittle::container
