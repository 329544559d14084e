// A document about an image as an artifact that refers to it: a manifest with a subject, an empty
// config and the document as its layer
// (image-spec 1.1, manifest.md#guidelines-for-artifact-usage).
#pragma once

#include <string>
#include <string_view>

#include "whittle/image.h"
#include "whittle/written_image.h"

namespace whittle::oci {

struct Referrer {
  Descriptor blob;      // the document
  Descriptor manifest;  // as an index lists it
  std::string manifest_json;
};

inline constexpr std::string_view kEmptyConfig = "{}";
inline constexpr const char* kEmptyType = "application/vnd.oci.empty.v1+json";
Digest empty_config_digest();

Referrer make_referrer(const Descriptor& subject, const Attachment& attachment);

std::string empty_index();

// Adds the referrer to the index document. It replaces an older one of the same artifact type and
// subject, also where a registry's tool has dropped the artifact type.
std::string put_referrer(std::string_view index_text, const Referrer& referrer);

}  // namespace whittle::oci
