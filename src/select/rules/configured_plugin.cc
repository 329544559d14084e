#include <set>

#include "select/closure/plugins.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "select/used_in_recording.h"
#include "text/pattern.h"
#include "text/split.h"
#include "tree/glob.h"

namespace whittle::select::rules {
namespace {

constexpr std::size_t kMaxConfiguration = std::size_t{256} << 10;

// The file name of each word, so that "modules/mod_x.so" gives mod_x.so.
std::set<std::string> names_in(std::string_view text, std::string_view suffix) {
  std::set<std::string> names;
  for (const std::string& line : text::split(text, "\n")) {
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string::npos || line[first] == '#' || line[first] == ';') continue;
    for (const std::string& word : text::split(line, " \t\r=\"';,[]")) {
      const std::string name = word.substr(word.rfind('/') + 1);
      if (name.find(".so") != std::string::npos) {
        names.insert(name);
      } else if (!suffix.empty() && !name.empty()) {
        names.insert(name + std::string(suffix));
      }
    }
  }
  return names;
}

}  // namespace

// Words that are not plugins match no file in the plugin directories.
void configured_plugin(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  for (const ConfiguredPlugins& plugins : configured_plugins()) {
    if (!text::Pattern(std::string(plugins.configuration)).matches(node.path)) continue;
    if (plugins.applies == ConfiguredPlugins::Applies::when_used &&
        !used_in_recording(context, node.path)) {
      continue;
    }
    const std::string text = context.contents.head(node.id, kMaxConfiguration);
    const std::set<std::string> names = names_in(text, plugins.suffix);
    for (const std::string_view directory : plugins.directories) {
      for (const tree::GlobMatch& match : tree::glob(context.tree, directory)) {
        for (const std::string& name : names) {
          context.marker.mark_path(match.path + "/" + name,
                                   {"configured-plugin", "loads " + name, node.path});
        }
      }
    }
  }
}

}  // namespace whittle::select::rules
