#include "oci/manifest.h"

#include <nlohmann/json.hpp>

#include "oci/descriptor_json.h"
#include "oci/json.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

// A document that two readers could interpret differently is refused: its mediaType has to be of
// the kind that its descriptor says.
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
    remove_manifests(
        index, [&](const Json& entry) { return same_place(descriptor_of(entry), manifest, tag); });
  }
  Descriptor entry = manifest;
  if (!tag.empty()) entry.annotations[kRefName] = tag;
  index["manifests"].push_back(json_of(entry));
  return format_json(index);
}

}  // namespace whittle::oci
