#include "oci/manifest.h"

#include <nlohmann/json.hpp>

#include "oci/json.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

Platform platform_of(const Json& json) {
  return {.os = string_member(json, "os"),
          .architecture = string_member(json, "architecture"),
          .variant = string_member(json, "variant")};
}

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

// A document that two readers could take for different things is refused: its mediaType must be of
// the kind that its descriptor promised.
Json parse_document(std::string_view text, Kind expected) {
  Json json = parse_json(text);
  const std::string media_type = string_member(json, "mediaType");
  if (kind_of(media_type) == Kind::schema1 || json.value("schemaVersion", Json(2)) == 1) {
    throw Error("a Docker manifest of schema 1",
                "convert it with: skopeo copy --format v2s2 SOURCE DESTINATION");
  }
  if (!media_type.empty() && kind_of(media_type) != expected) {
    throw Error("its media type is " + media_type + ", not that of " +
                std::string(kind_name(expected)));
  }
  return json;
}

bool same_place(const Descriptor& entry, const Descriptor& manifest, const std::string& tag) {
  const auto name = entry.annotations.find(kRefName);
  const std::string entry_tag = name == entry.annotations.end() ? "" : name->second;
  if (entry_tag != tag) return false;
  if (!tag.empty() || entry.digest == manifest.digest) return true;
  return entry.platform && manifest.platform && entry.platform->str() == manifest.platform->str();
}

}  // namespace

Index parse_index(std::string_view text) {
  const Json json = parse_document(text, Kind::index);
  if (json.contains("layers")) throw Error("it has both manifests and layers");
  return {.manifests = descriptors_of(json, "manifests")};
}

Manifest parse_manifest(std::string_view text) {
  const Json json = parse_document(text, Kind::manifest);
  if (json.contains("manifests")) throw Error("it has both manifests and layers");
  const Json* config = member(json, "config");
  if (!config) throw Error("it has no config");
  return {.config = descriptor_of(*config),
          .layers = descriptors_of(json, "layers"),
          .annotations = string_map_member(json, "annotations")};
}

std::string format_manifest(const Manifest& manifest) {
  Json layers = Json::array();
  for (const Descriptor& layer : manifest.layers) layers.push_back(json_of(layer));
  Json json = {{"schemaVersion", 2},
               {"mediaType", kManifestType},
               {"config", json_of(manifest.config)},
               {"layers", std::move(layers)}};
  if (!manifest.annotations.empty()) json["annotations"] = manifest.annotations;
  return format_json(json);
}

std::string put_manifest(std::string_view index_text, const Descriptor& manifest,
                         const std::string& tag) {
  Json index = {{"schemaVersion", 2}, {"mediaType", kIndexType}, {"manifests", Json::array()}};
  if (!index_text.empty()) {
    index = parse_document(index_text, Kind::index);
    Json kept = Json::array();
    if (const Json* manifests = array_member(index, "manifests")) {
      for (const Json& entry : *manifests) {
        if (!same_place(descriptor_of(entry), manifest, tag)) kept.push_back(entry);
      }
    }
    index["manifests"] = std::move(kept);
  }
  Descriptor entry = manifest;
  if (!tag.empty()) entry.annotations[kRefName] = tag;
  index["manifests"].push_back(json_of(entry));
  return format_json(index);
}

}  // namespace whittle::oci
