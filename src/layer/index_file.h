// A LayerIndex as a file in the layer cache. Little-endian, not portable between versions of
// whittle:
//
//   file    = "whittle layer index 1\n" unpacked-size:u64 payload sha256-hex-of-payload
//   payload = text(diff_id) size:varint count:varint entry*
//   entry   = text(path) type:u8 mode uid gid size seconds nanoseconds text(link_target) major
//   minor
//             count (text(name) text(value))*      xattrs
//             sparse:u8 count (offset length)*     extents
//   text    = length:varint bytes
//
// Numbers without a type are varints (LEB128); signed ones are zigzag-coded. A file that is damaged
// or of another version is as good as none: its layer is unpacked anew.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "whittle/layer_index.h"

namespace whittle::layer {

// Appears whole or not at all.
void write_index_file(const std::filesystem::path& file, const LayerIndex& index);
std::optional<LayerIndex> read_index_file(const std::filesystem::path& file);

// Without decoding: that the file is whole.
bool is_whole_index_file(const std::filesystem::path& file);
// About the bytes that the layer takes on disk; read from the first bytes alone. 0 where there is
// no index.
std::int64_t unpacked_size(const std::filesystem::path& file);

}  // namespace whittle::layer
