// CLI11 with the house's manners: an unknown option names the nearest known one, and what follows
// "--" is kept apart.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/command_table.h"

namespace whittle::cli {

// Parses arguments into what was bound to app. Returns the arguments after "--", nothing where
// there is none. Throws UsageError, or CLI::CallForHelp after --help.
std::optional<Arguments> parse(CLI::App& app, Arguments arguments);

// An option that may be given several times, with one value each time.
CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& into,
                      const std::string& help);

}  // namespace whittle::cli
