#include "cli/run_arguments.h"

#include <sstream>

#include "base/environment.h"
#include "base/fd.h"
#include "whittle/error.h"

namespace whittle::cli {

void add_env(std::vector<std::string>& env, const std::string& text) {
  if (text.empty() || text[0] == '=') {
    throw UsageError("--env needs NAME=VALUE or NAME, not \"" + text + "\"");
  }
  if (text.find('=') != std::string::npos) {
    env.push_back(text);
  } else if (const auto value = base::environment_variable(text)) {
    env.push_back(text + "=" + *value);
  }
}

void add_env_file(std::vector<std::string>& env, const std::string& file) {
  std::istringstream lines(base::read_file(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line[0] != '#') add_env(env, line);
  }
}

Volume parse_volume(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ':');) parts.push_back(part);
  const bool shaped = (parts.size() == 2 || parts.size() == 3) && parts[0].starts_with('/') &&
                      parts[1].starts_with('/') &&
                      (parts.size() == 2 || parts[2] == "ro" || parts[2] == "rw");
  if (!shaped) {
    throw UsageError("--volume does not accept \"" + text + "\"",
                     "give /PATH/ON/HOST:/PATH/IN/CONTAINER[:ro]");
  }
  return {.source = parts[0],
          .destination = parts[1],
          .read_only = parts.size() == 3 && parts[2] == "ro"};
}

}  // namespace whittle::cli
