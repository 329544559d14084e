#include <nlohmann/json.hpp>

#include "contract/derive.h"

namespace whittle::contract {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kSecond = 1'000'000'000;  // Docker counts nanoseconds

std::int64_t integer(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

std::int64_t seconds(const Json& object, const char* key) {
  const std::int64_t time = integer(object, key);
  return time > 0 ? (time - 1) / kSecond + 1 : 0;
}

std::vector<std::string> strings(const Json& object, const char* key) {
  std::vector<std::string> result;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return result;
  for (const Json& item : *found) {
    if (item.is_string()) result.push_back(item.get<std::string>());
  }
  return result;
}

}  // namespace

std::optional<HealthCheck> health_check_of(const ImageConfig& image) {
  const Json json = Json::parse(image.json, nullptr, false);
  if (!json.is_object() || !json.contains("config") || !json["config"].is_object()) {
    return std::nullopt;
  }
  const Json& config = json["config"];
  if (!config.contains("Healthcheck") || !config["Healthcheck"].is_object()) return std::nullopt;
  const Json& check = config["Healthcheck"];
  std::vector<std::string> test = strings(check, "Test");
  if (test.size() < 2) return std::nullopt;  // none, or switched off by ["NONE"]
  HealthCheck result{.interval = seconds(check, "Interval"),
                     .timeout = seconds(check, "Timeout"),
                     .start_period = seconds(check, "StartPeriod"),
                     .retries = integer(check, "Retries")};
  if (test[0] == "CMD") {
    result.test.assign(test.begin() + 1, test.end());
  } else if (test[0] == "CMD-SHELL") {
    result.test = strings(config, "Shell");
    if (result.test.empty()) result.test = {"/bin/sh", "-c"};
    result.test.push_back(test[1]);
  } else {
    return std::nullopt;
  }
  return result;
}

}  // namespace whittle::contract
