// The media types that whittle reads and writes (image-spec, media-types.md; Docker's image
// manifest v2, schema 2).
#pragma once

#include <string>
#include <string_view>

#include "whittle/written_image.h"

namespace whittle::oci {

inline constexpr const char* kIndexType = "application/vnd.oci.image.index.v1+json";
inline constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
inline constexpr const char* kConfigType = "application/vnd.oci.image.config.v1+json";

enum class Kind { index, manifest, schema1, config, layer, unknown };

Kind kind_of(std::string_view media_type);
// For messages: "an index", "a layer", ...
std::string_view kind_name(Kind kind);

// The media types of a kind, for a hint: "a, b, c".
std::string names_of(Kind kind);

// How a layer of this type is compressed. Throws Error where it is not a known type of layer.
Compression layer_compression(const std::string& media_type);
const char* layer_type(Compression compression);

}  // namespace whittle::oci
