#include "cli/help.h"

#include <algorithm>
#include <sstream>

namespace whittle::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kColumn = 32;  // where the words about an option begin

// Words put in lines up to kWidth; lines after the first begin in the given column.
std::string wrap(const std::string& text, std::size_t column) {
  std::string wrapped;
  std::size_t at = column;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (at > column && at + 1 + word.size() > kWidth) {
      wrapped += "\n" + std::string(column, ' ');
      at = column;
    }
    if (at > column) wrapped += " ";
    wrapped += word;
    at += (at > column ? 1 : 0) + word.size();
  }
  return wrapped;
}

std::string row(const std::string& left, const std::string& right) {
  std::string line = "  " + left;
  if (line.size() + 2 > kColumn) line += "\n";
  const std::size_t begin = line.ends_with('\n') ? 0 : line.size();
  return line + std::string(kColumn - begin, ' ') + wrap(right, kColumn) + "\n";
}

bool is_list(const Option& option) {
  return std::holds_alternative<std::vector<std::string>*>(option.target);
}

bool has_list(const CommandLine& line) {
  return std::any_of(line.groups.begin(), line.groups.end(), [](const Group& group) {
    return std::any_of(group.options.begin(), group.options.end(), is_list);
  });
}

// "-o, --output REFERENCE...", with the long names below each other.
std::string left_side(const Option& option) {
  const std::string name = long_name(option);
  const bool has_short = option.names.size() > name.size();
  std::string value = option.placeholder.empty() ? "" : " " + option.placeholder;
  if (is_list(option)) value += "...";
  return (has_short ? option.names.substr(0, 2) + ", " : "    ") + name + value;
}

// The default, where there is one to show.
struct Note {
  std::string operator()(const bool*) const { return ""; }
  std::string operator()(const Number& number) const {
    return " (default: " + std::to_string(*number.value) + ")";
  }
  std::string operator()(const std::string* text) const {
    return text->empty() ? "" : " (default: " + *text + ")";
  }
  std::string operator()(const std::optional<std::string>*) const { return ""; }
  std::string operator()(const std::vector<std::string>*) const { return ""; }
};

std::string rows(const std::vector<Option>& options) {
  std::string text;
  for (const Option& option : options) {
    const std::string needed = option.needed == Needed::yes ? " (required)" : "";
    text += row(left_side(option), option.help + std::visit(Note{}, option.target) + needed);
  }
  return text;
}

bool is_common(const CommandLine& line, const Option& option) {
  return std::find(line.common.begin(), line.common.end(), long_name(option)) != line.common.end();
}

Group common_options(const CommandLine& line) {
  Group common{"Common options", {}};
  for (const std::string& name : line.common) {
    for (const Group& group : line.groups) {
      for (const Option& option : group.options) {
        if (long_name(option) == name) common.options.push_back(option);
      }
    }
  }
  return common;
}

std::string group_text(const Group& group) {
  return group.options.empty() ? "" : "\n" + group.title + ":\n" + rows(group.options);
}

}  // namespace

std::string long_name(const Option& option) {
  return option.names.substr(option.names.find(',') + 1);
}

std::string help(const CommandLine& line) {
  std::string text =
      "usage: " + line.name + " " + line.usage + "\n\n" + wrap(line.summary, 0) + "\n";
  if (!line.arguments.empty() || !line.rest.empty()) text += "\nArguments:\n";
  for (const Option& argument : line.arguments) text += row(argument.names, argument.help);
  if (!line.rest.empty()) text += row("ARG...", line.rest);
  text += group_text(common_options(line));
  for (Group group : line.groups) {
    std::erase_if(group.options, [&](const Option& option) { return is_common(line, option); });
    text += group_text(group);
  }
  if (has_list(line)) text += "\nOptions with ... may be given several times.\n";
  text += "\nExamples:\n";
  for (const std::string& example : line.examples) text += "  " + example + "\n";
  return text;
}

}  // namespace whittle::cli
