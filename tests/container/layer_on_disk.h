// Layers as the layer cache would unpack them, from text (tests/tree_text.h), for tests that mount
// them.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

#include "base/atomic_file.h"
#include "whittle/layer_index.h"

namespace whittle::testing {

using Contents =
    std::map<std::string, std::string>;  // path in the image -> bytes; others get zeros

inline void must(int result, const std::string& what) {
  if (result != 0) throw std::runtime_error("cannot make " + what + " of a layer");
}

inline void write_entry(const std::filesystem::path& root, const LayerEntry& entry,
                        const Contents& contents) {
  const std::filesystem::path path = root / entry.path.substr(1);
  const FileMetadata& metadata = entry.metadata;
  std::filesystem::create_directories(path.parent_path());
  switch (metadata.type) {
    case FileType::directory:
      std::filesystem::create_directories(path);
      break;
    case FileType::regular: {
      const auto known = contents.find(entry.path);
      base::write_file(path, known != contents.end()
                                 ? known->second
                                 : std::string(static_cast<std::size_t>(metadata.size), '\0'));
      break;
    }
    case FileType::hardlink: {
      const auto target = root / metadata.link_target.substr(1);
      // A target in a lower layer cannot be linked to.
      if (std::filesystem::exists(target)) std::filesystem::create_hard_link(target, path);
      return;
    }
    case FileType::symlink:
      std::filesystem::create_symlink(metadata.link_target, path);
      return;
    case FileType::whiteout:
      must(::mknod(path.c_str(), S_IFCHR, makedev(0, 0)), entry.path);
      return;
    case FileType::opaque:
      std::filesystem::create_directories(path);
      must(::setxattr(path.c_str(), "trusted.overlay.opaque", "y", 1, 0), entry.path);
      return;
    default:
      throw std::runtime_error("no such entry in these tests: " + entry.path);
  }
  must(::chown(path.c_str(), metadata.uid, metadata.gid), entry.path);
  must(::chmod(path.c_str(), metadata.mode), entry.path);
}

inline void set_directory_times(const std::filesystem::path& root, const LayerIndex& layer) {
  for (const LayerEntry& entry : layer.entries) {
    if (entry.metadata.type != FileType::directory) continue;
    const timespec time{.tv_sec = entry.metadata.mtime.seconds, .tv_nsec = 0};
    const timespec times[] = {time, time};
    must(::utimensat(AT_FDCWD, (root / entry.path.substr(1)).c_str(), times, 0), entry.path);
  }
}

inline void write_layer(const std::filesystem::path& root, const LayerIndex& layer,
                        const Contents& contents = {}) {
  std::filesystem::create_directories(root);
  for (const LayerEntry& entry : layer.entries) write_entry(root, entry, contents);
  set_directory_times(root, layer);
}

}  // namespace whittle::testing
