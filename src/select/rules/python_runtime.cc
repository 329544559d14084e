#include <algorithm>
#include <array>

#include "select/language/languages.h"
#include "select/language/python_modules.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// Modules that are imported by the interpreter's C code or by a computed name, and packages that
// replace data of the system.
struct Basic {
  const char* module;
  const char* evidence;
};
constexpr std::array<Basic, 3> kBasics = {{
    {"_strptime", "datetime.strptime() imports it"},
    {"zoneinfo", "time zones"},
    {"tzdata", "time zones, where the system has none"},
}};

// Code pages of mainframes, DOS and old Macintoshes: a third of all encodings, and rarely used.
bool is_rare_python_encoding(std::string_view name) {
  if (name.starts_with("mac_")) return !name.starts_with("mac_roman.");
  if (!name.starts_with("cp")) return false;
  constexpr std::array<std::string_view, 9> kUsual = {"125", "437", "850", "852", "866",
                                                      "874", "932", "949", "950"};
  return std::none_of(kUsual.begin(), kUsual.end(),
                      [&](std::string_view number) { return name.substr(2).starts_with(number); });
}

void keep_encodings(RuleContext& context, NodeId library, const KeptNode& node) {
  const std::optional<NodeId> encodings = directory_in(context.tree, library, "encodings");
  if (!encodings) return;
  for (const auto& [name, child] : context.tree.node(*encodings).children) {
    if (!name.ends_with(".py") || is_rare_python_encoding(name)) continue;
    context.marker.mark(child, {"python-runtime", "text encodings, opened by name", node.path});
  }
}

}  // namespace

// An interpreter finds its library by os.py.
void python_runtime(RuleContext& context, const KeptNode& node) {
  if (!node.path.ends_with("/os.py")) return;
  PythonModules& modules = python_modules(context);
  const NodeId library = context.tree.node(node.id).parent;
  for (const NodeId standard : modules.standard_libraries()) {
    if (standard != library) continue;
    keep_encodings(context, library, node);
    const std::vector<NodeId> path = modules.search_path(node.id, context.languages.origins);
    for (const Basic& basic : kBasics) {
      for (const std::string& file : modules.find(basic.module, path).files) {
        context.marker.mark_path(file, {"python-runtime", basic.evidence, node.path});
      }
    }
  }
}

}  // namespace whittle::select::rules
