#include <algorithm>
#include <array>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/node_modules.h"
#include "select/language/not_for_run_time.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

constexpr std::array<std::string_view, 5> kCode = {".js", ".cjs", ".mjs", ".json", ".node"};
constexpr std::array<std::string_view, 18> kData = {
    ".json", ".node", ".wasm", ".pem",     ".crt", ".proto", ".html", ".ejs", ".pug",
    ".hbs",  ".css",  ".sql",  ".graphql", ".dat", ".bin",   ".afm",  ".icc", ".ttf"};
constexpr std::array<std::string_view, 17> kNotForRunTime = {
    "node_modules", "test",     "tests",    "__tests__", "spec",      "docs",
    "doc",          "example",  "examples", "bench",     "benchmark", "benchmarks",
    ".github",      "coverage", "types",    "man",       "typings"};

template <typename Names>
bool has_suffix(const Names& suffixes, std::string_view name) {
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

// node-gyp-build's prebuilds/PLATFORM-ARCHITECTURE.
bool is_foreign(std::string_view name, std::string_view architecture) {
  for (const std::string_view platform : {"darwin", "win32", "android", "freebsd"}) {
    if (name.starts_with(platform)) return true;
  }
  const std::string_view own = architecture == "amd64" ? "x64" : architecture;
  return name.starts_with("linux-") && name.find(own) == std::string_view::npos;
}

// addon.glibc.node, addon.musl.node.
bool fits_libc(const RuleContext& context, std::string_view name) {
  if (!name.ends_with(".node")) return true;
  const std::optional<NodeId> libraries = directory_at(context.tree, "/lib");
  bool musl = false;
  if (libraries) {
    const auto& children = context.tree.node(*libraries).children;
    const auto loader = children.lower_bound("ld-musl");
    musl = loader != children.end() && loader->first.starts_with("ld-musl");
  }
  return name.find(musl ? "glibc" : "musl") == std::string_view::npos;
}

template <typename Suffixes>
std::vector<NodeId> files_of(const RuleContext& context, NodeId package, const Suffixes& suffixes) {
  const FileTree& tree = context.tree;
  std::vector<NodeId> files;
  std::vector<NodeId> waiting = {package};
  while (!waiting.empty()) {
    const NodeId directory = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : tree.node(directory).children) {
      if (tree.metadata(child).type == FileType::directory) {
        const bool skipped =
            std::find(kNotForRunTime.begin(), kNotForRunTime.end(), name) != kNotForRunTime.end() ||
            is_foreign(name, context.config.platform.architecture);
        if (!skipped) waiting.push_back(child);
      } else if (has_suffix(suffixes, name) && !name.ends_with(".min.js") &&
                 purpose_of_file(name) == Purpose::run && fits_libc(context, name)) {
        files.push_back(child);
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void keep_description(RuleContext& context, NodeId package, const KeptNode& node) {
  const std::string path = joined(context.tree.path(package), "package.json");
  context.marker.mark_path(path, {"node-package", "package.json of a kept file", node.path});
}

}  // namespace

// Node reads package.json to load a file. Data of the package is kept because the package opens it
// itself; all of its code only if it requires modules by computed names.
void node_package(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  const bool code = is_javascript(node.path, node.head);
  if (!code && !node.path.ends_with(".node")) return;
  NodeModules& modules = node_modules(context);
  const std::optional<NodeId> nearest = modules.package_around(context.tree.node(node.id).parent);
  if (nearest) keep_description(context, *nearest, node);
  const std::optional<NodeId> package = modules.installed_package(node.id);
  if (!package) return;
  const std::string what = " of Node package " + context.tree.node(*package).name;
  std::int64_t& spent = context.languages.package_bytes[*package];
  if (context.languages.finished_packages.insert(*package).second) {
    keep_description(context, *package, node);
    spent += mark_within_budget(context, files_of(context, *package, kData),
                                {"node-package", "data" + what, node.path},
                                {"--data-budget", context.options.data_budget - spent});
  }
  if (!context.languages.computed_requires.contains(node.id)) return;
  if (!context.languages.finished_data.insert(*package).second) return;
  spent += mark_within_budget(
      context, files_of(context, *package, kCode),
      {"node-package", "code" + what + ", which requires by computed names", node.path},
      {"--data-budget", context.options.data_budget - spent});
}

}  // namespace whittle::select::rules
