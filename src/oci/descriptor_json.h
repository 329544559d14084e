// Descriptors as JSON (image-spec, descriptor.md), and the list of them in an index.
//
// Throws Error where the JSON is not a descriptor.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "whittle/image.h"

namespace whittle::oci {

Descriptor descriptor_of(const nlohmann::json& json);
// Empty where json has no such member.
std::vector<Descriptor> descriptors_of(const nlohmann::json& json, const char* key);
nlohmann::json json_of(const Descriptor& descriptor);

// Removes entries from an index's "manifests". The others stay byte for byte as they were.
void remove_manifests(nlohmann::json& index,
                      const std::function<bool(const nlohmann::json& entry)>& is_removed);

}  // namespace whittle::oci
