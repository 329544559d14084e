// Changes to an image's config that the user asked for. All other members stay as they are, known
// or not.
//
// Values are written as `docker inspect` shows them. What is to be removed has to exist.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace whittle::oci {

struct ConfigEdits {
  std::optional<std::vector<std::string>> entrypoint;  // empty: cleared
  std::optional<std::vector<std::string>> cmd;         // likewise
  std::vector<std::string> env;                        // "NAME=value", added or replaced
  std::map<std::string, std::string> labels;
  std::optional<std::string> user;
  std::optional<std::string> working_dir;
  std::vector<std::string> remove_env;  // names
  std::vector<std::string> remove_labels;
  std::vector<std::string> remove_exposed_ports;  // "80/tcp"; "80" means the same
  std::vector<std::string> remove_volumes;

  bool operator==(const ConfigEdits&) const = default;
  bool empty() const { return *this == ConfigEdits{}; }
};

// Removes first, then sets. Throws UsageError where what is to be removed does not exist, and Error
// where config is not an image config.
std::string edit_config(const std::string& config, const ConfigEdits& edits);

// The strings of a JSON array of strings; none where json is not one.
std::optional<std::vector<std::string>> parse_strings(const std::string& json);

}  // namespace whittle::oci
