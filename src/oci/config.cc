#include "oci/config.h"

#include <nlohmann/json.hpp>

#include "oci/json.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

std::vector<DiffId> diff_ids_of(const Json& json) {
  const Json* rootfs = member(json, "rootfs");
  if (!rootfs) throw Error("it has no rootfs");
  if (string_member(*rootfs, "type") != "layers")
    throw Error("its rootfs is not of type \"layers\"");
  std::vector<DiffId> diff_ids;
  for (const std::string& text : strings_member(*rootfs, "diff_ids")) {
    diff_ids.push_back({Digest::parse(text)});
  }
  return diff_ids;
}

void read_execution_parameters(const Json& json, ImageConfig& config) {
  config.user = string_member(json, "User");
  config.exposed_ports = keys_member(json, "ExposedPorts");
  config.env = strings_member(json, "Env");
  config.entrypoint = strings_member(json, "Entrypoint");
  config.cmd = strings_member(json, "Cmd");
  config.volumes = keys_member(json, "Volumes");
  config.working_dir = string_member(json, "WorkingDir");
  config.stop_signal = string_member(json, "StopSignal");
  config.labels = string_map_member(json, "Labels");
}

Json history_of(const Json& source, std::span<const NewLayer> layers) {
  Json history = Json::array();
  if (const Json* entries = array_member(source, "history")) {
    for (const Json& entry : *entries) {
      if (!entry.is_object()) throw Error("\"history\" is not made of objects");
      history.push_back(entry);
      history.back()["empty_layer"] = true;
    }
  }
  const std::string created = string_member(source, "created");
  for (const NewLayer& layer : layers) {
    Json entry = {{"created_by", layer.created_by}};
    if (!layer.comment.empty()) entry["comment"] = layer.comment;
    if (!created.empty()) entry["created"] = created;
    history.push_back(std::move(entry));
  }
  return history;
}

}  // namespace

ImageConfig parse_config(std::string text) {
  const Json json = parse_json(text);
  ImageConfig config;
  const std::string os = string_member(json, "os");
  config.platform = {.os = os.empty() ? "linux" : os,
                     .architecture = string_member(json, "architecture"),
                     .variant = string_member(json, "variant")};
  if (const Json* parameters = member(json, "config"))
    read_execution_parameters(*parameters, config);
  config.diff_ids = diff_ids_of(json);
  config.json = std::move(text);
  return config;
}

std::string derive_config(const ImageConfig& source, std::span<const NewLayer> layers) {
  Json json = parse_json(source.json);
  Json diff_ids = Json::array();
  for (const NewLayer& layer : layers) diff_ids.push_back(layer.diff_id.digest.str());
  json["history"] = history_of(json, layers);
  json["rootfs"] = {{"type", "layers"}, {"diff_ids", std::move(diff_ids)}};
  return format_json(json);
}

}  // namespace whittle::oci
