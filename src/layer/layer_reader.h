// A stored layer, entry by entry: decompressed, parsed by libarchive, normalised, bounded, its
// diff_id verified.
//
// A layer is refused as a whole; every Error names it: unknown media type, truncated or corrupted
// stream, an entry that leaves the root, an unknown entry type, sizes that no Linux file system
// has, a wrong diff_id. Names are bytes: no character set is assumed or converted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "whittle/image.h"
#include "whittle/layer_index.h"

namespace whittle::layer {

// Receives the entries in tar order: add() and, for a regular file, its data and finish_file().
class LayerSink {
 public:
  virtual ~LayerSink() = default;
  virtual void add(const LayerEntry& entry) = 0;
  virtual void write(std::int64_t offset, std::span<const std::byte> data) = 0;
  virtual void finish_file() = 0;
};

// Also throws what the sink throws. An empty diff_id is not verified.
LayerIndex read_layer(std::unique_ptr<ByteSource> stored, const Layer& layer, LayerSink& sink);

// "layer sha256:...", for messages.
std::string layer_name(const Layer& layer);

}  // namespace whittle::layer
