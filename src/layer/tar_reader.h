// Reads an uncompressed tar stream by libarchive: ustar, PAX and GNU, with all forms of sparse
// files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "whittle/image.h"
#include "whittle/layer_index.h"

namespace whittle::layer {

class TarReader {
 public:
  explicit TarReader(ByteSource& tar);
  ~TarReader();

  // The next entry as the tar has it: path and link_target unchanged, whiteouts as regular files.
  // False at the end.
  bool next(LayerEntry& entry);

  struct Block {
    std::int64_t offset = 0;
    std::span<const std::byte> bytes;  // valid until the next call
  };
  // The entry's next block of data; false at its end.
  bool next_block(Block& block);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whittle::layer
