#include "oci/config.h"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

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

constexpr std::pair<std::string_view, HealthCheck::Kind> kHealthChecks[] = {
    {"NONE", HealthCheck::Kind::none},
    {"CMD", HealthCheck::Kind::program},
    {"CMD-SHELL", HealthCheck::Kind::shell},
};

// A kind that Docker does not know, or no command, counts as no health check.
std::optional<HealthCheck> health_check_of(const Json& json) {
  const Json* check = member(json, "Healthcheck");
  if (check == nullptr) return std::nullopt;
  const std::vector<std::string> test = strings_member(*check, "Test");
  if (test.empty()) return std::nullopt;
  const auto* const kind = std::ranges::find(kHealthChecks, std::string_view(test.front()),
                                             [](const auto& row) { return row.first; });
  if (kind == std::end(kHealthChecks)) return std::nullopt;
  HealthCheck result{.kind = kind->second, .words = {test.begin() + 1, test.end()}};
  if (result.kind != HealthCheck::Kind::none && result.words.empty()) return std::nullopt;
  if (auto shell = strings_member(json, "Shell"); !shell.empty()) result.shell = std::move(shell);
  const std::pair<const char*, std::int64_t*> numbers[] = {{"Interval", &result.interval},
                                                           {"Timeout", &result.timeout},
                                                           {"StartPeriod", &result.start_period},
                                                           {"Retries", &result.retries}};
  for (const auto& [key, number] : numbers) {
    if (member(*check, key) != nullptr)
      *number = std::max<std::int64_t>(integer_member(*check, key), 0);
  }
  return result;
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
  config.health_check = health_check_of(json);
  config.labels = string_map_member(json, "Labels");
}

std::string rfc3339(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts = {};
  ::gmtime_r(&time, &parts);
  char text[sizeof "YYYY-MM-DDThh:mm:ssZ"];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

// Times in UTC compare as text. A time in another zone, or an invalid one, counts as later.
bool later(const std::string& time, const std::string& bound) {
  constexpr std::size_t kSeconds = sizeof "YYYY-MM-DDThh:mm:ss" - 1;
  return !time.ends_with('Z') || time.size() <= kSeconds ||
         time.substr(0, kSeconds) > bound.substr(0, kSeconds);
}

Json history_of(const Json& source, std::span<const NewLayer> layers, const std::string& created,
                const std::string& latest) {
  Json history = Json::array();
  if (const Json* entries = array_member(source, "history")) {
    for (const Json& entry : *entries) {
      if (!entry.is_object()) throw Error("\"history\" is not an array of objects");
      history.push_back(entry);
      history.back()["empty_layer"] = true;
      const std::string time = string_member(entry, "created");
      if (!latest.empty() && !time.empty() && later(time, latest)) {
        history.back()["created"] = latest;
      }
    }
  }
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

std::string derive_config(const ImageConfig& source, std::span<const NewLayer> layers,
                          std::optional<std::int64_t> created) {
  Json json = parse_json(source.json);
  Json diff_ids = Json::array();
  for (const NewLayer& layer : layers) diff_ids.push_back(layer.diff_id.digest.str());
  if (created) json["created"] = rfc3339(*created);
  json["history"] =
      history_of(json, layers, string_member(json, "created"), created ? rfc3339(*created) : "");
  json["rootfs"] = {{"type", "layers"}, {"diff_ids", std::move(diff_ids)}};
  return format_json(json);
}

}  // namespace whittle::oci
