// The JSON forms of index and manifest (image-spec, image-index.md, manifest.md), and of Docker's
// equivalents, which have the same members.
//
// Parsers throw Error; the caller names the document. Formatters give the same bytes for the same
// value.
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

// The index document of a layout with this manifest in it, under this tag (none: untagged). An
// entry of the same tag goes; of the untagged ones, that of the same platform. Everything else
// stays as it is. An empty text stands for an index that is not there yet.
std::string put_manifest(std::string_view index_text, const Descriptor& manifest,
                         const std::string& tag);

}  // namespace whittle::oci
