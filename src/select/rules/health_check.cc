#include <nlohmann/json.hpp>

#include "select/programs.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

using Json = nlohmann::json;

std::vector<std::string> strings(const Json& object, const char* key) {
  std::vector<std::string> result;
  if (!object.is_object() || !object.contains(key) || !object[key].is_array()) return result;
  for (const Json& item : object[key]) {
    if (item.is_string()) result.push_back(item.get<std::string>());
  }
  return result;
}

// The words of a shell command line that stand where a program's name does.
std::vector<std::string> commands_of(const std::string& line) {
  std::vector<std::string> commands;
  for (const std::string& command : split(line, "|&;(){}\n")) {
    const std::vector<std::string> words = split(command, " \t");
    if (!words.empty()) commands.push_back(words.front());
  }
  return commands;
}

}  // namespace

// Docker's extension of the image config: {"Healthcheck": {"Test": ["CMD", ...] or ["CMD-SHELL",
// line]}}.
void health_check(Selection& selection) {
  const Json json = Json::parse(selection.config.json, nullptr, false);
  if (!json.is_object() || !json.contains("config") || !json["config"].is_object()) return;
  const Json& config = json["config"];
  if (!config.contains("Healthcheck")) return;
  const std::vector<std::string> test = strings(config["Healthcheck"], "Test");
  if (test.size() < 2) return;

  std::vector<std::string> programs;
  if (test[0] == "CMD") {
    programs = {test[1]};
  } else if (test[0] == "CMD-SHELL") {
    const std::vector<std::string> shell = strings(config, "Shell");
    programs = commands_of(test[1]);
    programs.insert(programs.begin(), shell.empty() ? "/bin/sh" : shell.front());
  }
  for (const std::string& program : programs) {
    const auto path = find_program(selection.tree, selection.config, program);
    if (path) selection.marker.mark_path(*path, {"health-check", "runs " + program, ""});
  }
}

}  // namespace whittle::select::rules
