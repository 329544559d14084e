// The JSON forms of index and manifest (image-spec, image-index.md, manifest.md), and of Docker's
// equivalents, which have the same members.
//
// Parsers throw Error; the caller adds the document's name. The same value is always formatted as
// the same bytes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/image.h"

namespace whittle::oci {

struct Index {
  std::vector<Descriptor> manifests;
};

struct Manifest {
  Descriptor config;
  std::vector<Descriptor> layers;  // bottom first
  std::map<std::string, std::string> annotations;
};

Index parse_index(std::string_view text);
Manifest parse_manifest(std::string_view text);
std::string format_manifest(const Manifest& manifest);

inline constexpr const char* kRefName = "org.opencontainers.image.ref.name";
inline constexpr const char* kBaseDigest = "org.opencontainers.image.base.digest";
inline constexpr const char* kBaseName = "org.opencontainers.image.base.name";

// Adds the manifest to the index document of a layout, under this tag (empty: untagged). It
// replaces an entry of the same tag or, if untagged, an untagged entry of the same platform. All
// other entries stay as they are. An empty text means that there is no index yet.
std::string put_manifest(std::string_view index_text, const Descriptor& manifest,
                         const std::string& tag);

}  // namespace whittle::oci
