// The JSON form of an image config (image-spec, config.md), and the new image's config, derived
// from that of its source. Throws Error; the caller adds the document's name.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "whittle/image.h"

namespace whittle::oci {

ImageConfig parse_config(std::string text);

struct NewLayer {
  DiffId diff_id;
  std::string created_by;
  std::string comment;
};

// A config for these layers. All members of the source are kept, known or not, `created` too, so
// that the result does not depend on the current time. Its history is kept as entries without a
// layer. `created` (SOURCE_DATE_EPOCH, seconds) replaces the creation time of the image and of its
// new layers, and is an upper bound for the times in the history.
std::string derive_config(const ImageConfig& source, std::span<const NewLayer> layers,
                          std::optional<std::int64_t> created = std::nullopt);

inline constexpr std::int64_t kLastTime =
    253402300799;  // 9999-12-31, the last that RFC 3339 can express

}  // namespace whittle::oci
