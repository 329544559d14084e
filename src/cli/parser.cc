#include "cli/parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/help.h"
#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

std::string hint_of(const CommandLine& line) {
  return line.name + " --help lists the options";
}

std::vector<std::string> long_names(const CommandLine& line) {
  std::vector<std::string> names = {"--help"};
  for (const Group& group : line.groups) {
    for (const Option& option : group.options) names.push_back(long_name(option));
  }
  return names;
}

void require_known_options(const CommandLine& line, const Arguments& arguments) {
  const std::vector<std::string> known = long_names(line);
  for (const std::string& argument : arguments) {
    if (!argument.starts_with("--")) continue;
    const std::string name = argument.substr(0, argument.find('='));
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw UsageError("unknown option " + name, did_you_mean(name, known, hint_of(line)));
  }
}

// One overload for each kind of Target.
struct Binder {
  CLI::App& app;
  const std::string& names;

  CLI::Option* operator()(bool* target) const { return app.add_flag(names, *target); }
  CLI::Option* operator()(const Number& number) const {
    return app.add_option(names, *number.value)->check(CLI::Range(number.least, number.most));
  }
  CLI::Option* operator()(std::string* target) const { return app.add_option(names, *target); }
  CLI::Option* operator()(std::optional<std::string>* target) const {
    return app.add_option(names, *target);
  }
  CLI::Option* operator()(std::vector<std::string>* target) const {
    CLI::Option* option = app.add_option(names, *target);
    if (!names.starts_with('-')) return option;
    return option->expected(1)
        ->allow_extra_args(false)  // CLI11 would else take all words that follow
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
};

void bind(CLI::App& app, const Option& option) {
  CLI::Option* bound = std::visit(Binder{app, option.names}, option.target);
  bound->required(option.needed == Needed::yes);
  if (!option.placeholder.empty()) bound->type_name(option.placeholder);  // for messages
}

bool asks_for_help(const Arguments& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](const std::string& argument) {
    return argument == "--help" || argument == "-h";
  });
}

}  // namespace

std::optional<Arguments> parse(const CommandLine& line, Arguments arguments) {
  std::optional<Arguments> rest;
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  if (separator != arguments.end()) {
    rest.emplace(separator + 1, arguments.end());
    arguments.erase(separator, arguments.end());
  }
  if (asks_for_help(arguments)) throw HelpRequest{help(line)};
  require_known_options(line, arguments);

  CLI::App app("", line.name);
  app.set_help_flag();  // none of its own
  for (const Option& argument : line.arguments) bind(app, argument);
  for (const Group& group : line.groups) {
    for (const Option& option : group.options) bind(app, option);
  }
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes a vector from its end
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what(), hint_of(line));
  }
  return rest;
}

}  // namespace whittle::cli
