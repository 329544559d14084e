#include <algorithm>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/search_directories.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// Converters for Japanese mobile networks, for file names of old Macs, and for mainframes: a
// quarter of the bytes of all.
bool is_rare_ruby_encoding(std::string_view name) {
  return name.starts_with("emoji") || name.starts_with("utf8_mac") || name.starts_with("ebcdic");
}

}  // namespace

// Ruby loads enc/encdb.so at every start; encodings and converters are loaded from beside it by
// computed names. String#unicode_normalize requires its tables at the first call.
void ruby_runtime(RuleContext& context, const KeptNode& node) {
  if (base_name(node.path) != "encdb.so") return;
  std::vector<NodeId> files;
  std::vector<NodeId> waiting = {context.tree.node(node.id).parent};
  while (!waiting.empty()) {
    const NodeId directory = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : context.tree.node(directory).children) {
      if (context.tree.metadata(child).type == FileType::directory) waiting.push_back(child);
      if (name.ends_with(".so") && !is_rare_ruby_encoding(name)) files.push_back(child);
    }
  }
  std::sort(files.begin(), files.end());
  mark_within_budget(context, files, {"ruby-runtime", "encodings, opened by name", node.path},
                     {"--data-budget", context.options.data_budget});
  const auto tables = ruby_search(context).find(context.tree, "unicode_normalize/normalize.rb");
  if (tables) {
    context.marker.mark_path(*tables,
                             {"ruby-runtime", "String#unicode_normalize requires it", node.path});
  }
}

}  // namespace whittle::select::rules
