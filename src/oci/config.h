// The JSON form of an image config (image-spec, config.md), and how a new image's config comes from
// its source's. Throws Error; the caller names the document.
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

// A config for these layers. All of the source's members stay as they are, known or not, `created`
// too, so that the result does not depend on the day. Its history stays as entries without a layer.
// With a time (SOURCE_DATE_EPOCH, seconds) that is when the image and its new layers were created,
// and no entry of the history is later.
std::string derive_config(const ImageConfig& source, std::span<const NewLayer> layers,
                          std::optional<std::int64_t> created = std::nullopt);

inline constexpr std::int64_t kLastTime = 253402300799;  // 9999-12-31, the last that RFC 3339 has

}  // namespace whittle::oci
