// A LayerIndex as a file in the layer cache. Little-endian, not portable between versions of
// whittle:
//
//   file    = "whittle layer index 1\n" unpacked-size:u64 payload sha256-hex-of-payload
//   payload = text(diff_id) size:varint count:varint entry*
//   entry   = text(path) type:u8 mode uid gid size seconds nanoseconds text(link_target)
//             major minor
//             count (text(name) text(value))*      xattrs
//             sparse:u8 count (offset length)*     extents
//   text    = length:varint bytes
//
// Numbers without a type are varints (LEB128); signed ones are zigzag-coded. A damaged file,
// or one of another version, counts as missing: its layer is unpacked again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "whittle/layer_index.h"

namespace whittle::layer {

// Appears complete or not at all.
void write_index_file(const std::filesystem::path& file, const LayerIndex& index);
std::optional<LayerIndex> read_index_file(const std::filesystem::path& file);

// True where the file is complete; does not decode it.
bool is_whole_index_file(const std::filesystem::path& file);
// Approximate size of the unpacked layer on disk in bytes; reads only the head of the file. 0 where
// there is no index.
std::int64_t unpacked_size(const std::filesystem::path& file);

}  // namespace whittle::layer
