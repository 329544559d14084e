#include "oci/config_edits.h"

#include <nlohmann/json.hpp>

#include "base/did_you_mean.h"
#include "oci/json.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

std::string env_name(const std::string& variable) {
  return variable.substr(0, variable.find('='));
}

[[noreturn]] void refuse(const char* option, const char* what, const std::string& word,
                         const std::vector<std::string>& there) {
  const std::string has = there.empty() ? "it has none" : "it has " + text::join(there, ", ");
  throw UsageError(std::string(option) + ": the image has no " + what + " " + word,
                   base::did_you_mean(word, there, has));
}

// For members that are arrays of "NAME=value".
void remove_env(Json& parameters, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::vector<std::string> variables = strings_member(parameters, "Env");
  std::vector<std::string> there;
  for (const std::string& variable : variables) there.push_back(env_name(variable));
  for (const std::string& name : names) {
    const auto named = [&name](const std::string& variable) { return env_name(variable) == name; };
    if (std::erase_if(variables, named) == 0) refuse("--remove-env", "variable", name, there);
  }
  parameters["Env"] = std::move(variables);
}

struct KeyRemoval {
  const char* option;
  const char* what;
  const char* member;
  std::vector<std::string> ConfigEdits::*keys;
  const char* suffix;  // that may be left out
};

constexpr KeyRemoval kKeyRemovals[] = {
    {"--remove-label", "label", "Labels", &ConfigEdits::remove_labels, ""},
    {"--remove-expose", "exposed port", "ExposedPorts", &ConfigEdits::remove_exposed_ports, "/tcp"},
    {"--remove-volume", "volume", "Volumes", &ConfigEdits::remove_volumes, ""},
};

void remove_keys(Json& parameters, const KeyRemoval& removal, const ConfigEdits& edits) {
  const std::vector<std::string>& keys = edits.*removal.keys;
  if (keys.empty()) return;
  const std::vector<std::string> there = keys_member(parameters, removal.member);
  for (const std::string& key : keys) {
    if (there.empty()) refuse(removal.option, removal.what, key, there);
    Json& members = parameters[removal.member];
    if (members.erase(key) == 0 && members.erase(key + removal.suffix) == 0) {
      refuse(removal.option, removal.what, key, there);
    }
  }
}

void set_env(Json& parameters, const std::vector<std::string>& variables) {
  if (variables.empty()) return;
  std::vector<std::string> env = strings_member(parameters, "Env");
  for (const std::string& variable : variables) {
    const auto same = std::ranges::find(env, env_name(variable), env_name);
    if (same == env.end()) {
      env.push_back(variable);
    } else {
      *same = variable;
    }
  }
  parameters["Env"] = std::move(env);
}

// An empty list is written as the engines write it.
Json list_or_null(const std::vector<std::string>& words) {
  return words.empty() ? Json() : Json(words);
}

}  // namespace

std::string edit_config(const std::string& config, const ConfigEdits& edits) {
  Json json = parse_json(config);
  if (member(json, "config") == nullptr) json["config"] = Json::object();
  Json& parameters = json["config"];

  remove_env(parameters, edits.remove_env);
  for (const KeyRemoval& removal : kKeyRemovals) remove_keys(parameters, removal, edits);

  set_env(parameters, edits.env);
  if (!edits.labels.empty() && member(parameters, "Labels") == nullptr) {
    parameters["Labels"] = Json::object();
  }
  for (const auto& [name, value] : edits.labels) parameters["Labels"][name] = value;
  if (edits.entrypoint) parameters["Entrypoint"] = list_or_null(*edits.entrypoint);
  if (edits.cmd) parameters["Cmd"] = list_or_null(*edits.cmd);
  if (edits.user) parameters["User"] = *edits.user;
  if (edits.working_dir) parameters["WorkingDir"] = *edits.working_dir;
  return format_json(json);
}

std::optional<std::vector<std::string>> parse_strings(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) return std::nullopt;
  std::vector<std::string> strings;
  for (const Json& item : json) {
    if (!item.is_string()) return std::nullopt;
    strings.push_back(item.get<std::string>());
  }
  return strings;
}

}  // namespace whittle::oci
