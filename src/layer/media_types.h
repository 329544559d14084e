// Media types of layers: image-spec layer.md, and Docker's image manifest version 2, schema 2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "whittle/written_image.h"

namespace whittle::layer {

// What the media type says; nothing for an empty one. Throws Error for one that is not a layer's.
std::optional<Compression> compression_of(const std::string& media_type);
// The image-spec's media type.
std::string_view media_type_of(Compression compression);
std::string_view compression_name(Compression compression);

}  // namespace whittle::layer
