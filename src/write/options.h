// How a new image is written, as far as a user can choose.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "layer/compress.h"
#include "oci/config_edits.h"
#include "whittle/word.h"

namespace whittle::write {

enum class Layers : std::uint8_t {
  squash,    // one layer
  preserve,  // each source layer thinned, so that images of one base can still share it
  split,     // the system, what package managers of languages have installed, the application
};
inline constexpr std::array kLayersWords = {Word{"squash", Layers::squash},
                                            Word{"preserve", Layers::preserve},
                                            Word{"split", Layers::split}};

struct WriteOptions {
  Layers layers = Layers::squash;
  layer::CompressionSetting compression;
  // SOURCE_DATE_EPOCH, seconds: when the image was created, and the latest mtime in it
  // (https://reproducible-builds.org/specs/source-date-epoch/).
  std::optional<std::int64_t> source_date_epoch;
  oci::ConfigEdits edits;
};

}  // namespace whittle::write
