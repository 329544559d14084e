#include "select/language/tcl_source.h"

#include <vector>

#include "text/split.h"

namespace whittle::select {
namespace {

// The word after each "package COMMAND"; options such as -exact are passed over.
std::set<std::string> packages_after(std::string_view text, std::string_view command) {
  std::set<std::string> names;
  for (const std::string_view line : text::fields(text, '\n')) {
    if (line.find("package") == std::string_view::npos) continue;
    const std::vector<std::string> words = text::split(line, " \t\r;[]{}\"");
    if (words.empty() || words.front().starts_with('#')) continue;
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
      if (words[i] != "package" || words[i + 1] != command) continue;
      const std::size_t name = words[i + 2].starts_with('-') ? i + 3 : i + 2;
      if (name < words.size() && words[name].find('$') == std::string::npos) {
        names.insert(words[name]);
      }
    }
  }
  return names;
}

}  // namespace

std::set<std::string> read_tcl_source(std::string_view text) {
  return packages_after(text, "require");
}

std::set<std::string> read_tcl_index(std::string_view text) {
  return packages_after(text, "ifneeded");
}

}  // namespace whittle::select
