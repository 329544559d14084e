// The options that change the new image's config, as they stand on the command line, and what they
// mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/parser.h"
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

void bind_config_edits(CLI::App& app, ConfigEditTexts& texts);
// Throws UsageError.
oci::ConfigEdits to_config_edits(const ConfigEditTexts& texts);

}  // namespace whittle::cli
