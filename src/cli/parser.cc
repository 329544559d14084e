#include "cli/parser.h"

#include <algorithm>

#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

void require_known_options(const CLI::App& app, const Arguments& arguments) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (const std::string& argument : arguments) {
    if (!argument.starts_with("--")) continue;
    const std::string name = argument.substr(0, argument.find('='));
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw UsageError("there is no option " + name,
                     did_you_mean(name, known, app.get_name() + " --help lists the options"));
  }
}

}  // namespace

std::optional<Arguments> parse(CLI::App& app, Arguments arguments) {
  std::optional<Arguments> rest;
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  if (separator != arguments.end()) {
    rest.emplace(separator + 1, arguments.end());
    arguments.erase(separator, arguments.end());
  }
  require_known_options(app, arguments);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes a vector from its end
  try {
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    throw;
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what(), app.get_name() + " --help lists the options");
  }
  return rest;
}

CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& into,
                      const std::string& help) {
  return app.add_option(name, into, help)
      ->expected(1)
      ->allow_extra_args(false)  // CLI11 would else take all words that follow
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace whittle::cli
