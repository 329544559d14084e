// The options for writing a new image.
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
  preserve,  // one layer for each source layer, so that images can still share base layers
  split,     // system, packages of languages, application
};
inline constexpr std::array kLayersWords = {Word{"squash", Layers::squash},
                                            Word{"preserve", Layers::preserve},
                                            Word{"split", Layers::split}};

struct WriteOptions {
  Layers layers = Layers::squash;
  layer::CompressionSetting compression;
  // SOURCE_DATE_EPOCH, seconds: the image's creation time and an upper bound for mtimes
  // (https://reproducible-builds.org/specs/source-date-epoch/).
  std::optional<std::int64_t> source_date_epoch;
  oci::ConfigEdits edits;
};

}  // namespace whittle::write
