#include "oci/descriptor_json.h"

#include <nlohmann/json.hpp>

#include "oci/json.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

Platform platform_of(const Json& json) {
  return {.os = string_member(json, "os"),
          .architecture = string_member(json, "architecture"),
          .variant = string_member(json, "variant")};
}

}  // namespace

Descriptor descriptor_of(const Json& json) {
  Descriptor descriptor;
  descriptor.media_type = string_member(json, "mediaType");
  descriptor.digest = Digest::parse(string_member(json, "digest"));
  descriptor.size = integer_member(json, "size");
  if (descriptor.size < 0) throw Error("the size of " + descriptor.digest.str() + " is negative");
  if (const Json* platform = member(json, "platform")) descriptor.platform = platform_of(*platform);
  descriptor.annotations = string_map_member(json, "annotations");
  descriptor.artifact_type = string_member(json, "artifactType");
  return descriptor;
}

std::vector<Descriptor> descriptors_of(const Json& json, const char* key) {
  std::vector<Descriptor> descriptors;
  if (const Json* array = array_member(json, key)) {
    for (const Json& item : *array) descriptors.push_back(descriptor_of(item));
  }
  return descriptors;
}

Json json_of(const Descriptor& descriptor) {
  Json json = {{"mediaType", descriptor.media_type},
               {"digest", descriptor.digest.str()},
               {"size", descriptor.size}};
  if (!descriptor.artifact_type.empty()) json["artifactType"] = descriptor.artifact_type;
  if (!descriptor.annotations.empty()) json["annotations"] = descriptor.annotations;
  if (const auto& platform = descriptor.platform) {
    json["platform"] = {{"os", platform->os}, {"architecture", platform->architecture}};
    if (!platform->variant.empty()) json["platform"]["variant"] = platform->variant;
  }
  return json;
}

void remove_manifests(Json& index, const std::function<bool(const Json&)>& is_removed) {
  Json kept = Json::array();
  if (const Json* manifests = array_member(index, "manifests")) {
    for (const Json& entry : *manifests) {
      if (!is_removed(entry)) kept.push_back(entry);
    }
  }
  index["manifests"] = std::move(kept);
}

}  // namespace whittle::oci
