// Compression of a new layer, on several threads. The output depends on the input only: the input
// is cut into blocks of fixed size, whatever the number of threads or the sizes passed to write().
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "whittle/written_image.h"

namespace whittle::layer {

struct LevelRange {
  int lowest;
  int highest;
};
// The levels of libdeflate for gzip and of libzstd for zstd; 0 to 0 without compression.
LevelRange level_range(Compression compression);

struct CompressionSetting {
  // NOLINTNEXTLINE(google-explicit-constructor): a form alone means its default level
  CompressionSetting(Compression its_form = Compression::gzip, int its_level = 0)
      : form(its_form), level(its_level) {}
  Compression form;
  int level;  // 0: the form's own default (gzip 6, zstd 3)
};

class Compressor {
 public:
  // Gets the compressed bytes in order, in the thread that calls write() and finish().
  using Output = std::function<void(std::span<const std::byte>)>;

  virtual ~Compressor() = default;
  virtual void write(std::span<const std::byte> bytes) = 0;
  virtual void finish() = 0;
};

// threads: 0 for as many as there are cores.
std::unique_ptr<Compressor> make_compressor(CompressionSetting setting, Compressor::Output output,
                                            unsigned threads = 0);

}  // namespace whittle::layer
