// The options that change the new image's config: their values as text, and what the texts mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "oci/config_edits.h"

namespace whittle::cli {

struct ConfigEditTexts {
  std::optional<std::string> entrypoint;
  std::optional<std::string> cmd;
  std::optional<std::string> user;
  std::optional<std::string> working_dir;
  std::vector<std::string> env;
  std::vector<std::string> labels;
  std::vector<std::string> remove_env;
  std::vector<std::string> remove_labels;
  std::vector<std::string> remove_exposed_ports;
  std::vector<std::string> remove_volumes;
};

Group config_edit_options(ConfigEditTexts& texts);
// Throws UsageError.
oci::ConfigEdits to_config_edits(const ConfigEditTexts& texts);

}  // namespace whittle::cli
