// The entries of a layer (image-spec, layer.md), in the order of its tar.
//
// Paths are absolute in the image and normalised: "/", "/usr/bin/x"; never "." or "..". An index is
// all that selection and inspection need of a layer; the contents are in the layer cache, in
// `CachedLayer::directory`, under the same paths.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "whittle/digest.h"

namespace whittle {

enum class FileType : std::uint8_t {
  regular,
  directory,
  symlink,
  char_device,
  block_device,
  fifo,
  hardlink,  // in a layer only: link_target names an earlier path of this layer or of one below
  whiteout,  // in a layer only: path is removed (".wh.NAME")
  opaque,  // in a layer only: what lower layers have in directory path is removed (".wh..wh..opq")
};

struct FileTime {
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  auto operator<=>(const FileTime&) const = default;
};

// A run of data in a sparse file; what is between two is a hole.
struct DataExtent {
  std::int64_t offset = 0;
  std::int64_t length = 0;
  auto operator<=>(const DataExtent&) const = default;
};

struct FileMetadata {
  FileType type = FileType::regular;
  std::uint32_t mode = 0;  // permission bits with setuid, setgid and sticky: 07777
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::int64_t size = 0;  // bytes; 0 for everything but regular files
  FileTime mtime;
  std::string link_target;  // symlink: the text as it is; hardlink: a normalised absolute path
  std::uint32_t device_major = 0;
  std::uint32_t device_minor = 0;
  std::vector<std::pair<std::string, std::string>> xattrs;  // sorted by name
  std::vector<DataExtent> extents;                          // of a sparse file; empty: not sparse
  bool sparse = false;
  bool operator==(const FileMetadata&) const = default;
};

struct LayerEntry {
  std::string path;
  FileMetadata metadata;
};

struct LayerIndex {
  DiffId diff_id;
  std::vector<LayerEntry> entries;
  // Bytes as `docker image inspect` counts a layer: regular files and symlink texts, a hard link
  // once.
  std::int64_t size = 0;
};

}  // namespace whittle
