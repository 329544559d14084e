#include "select/seen/own_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "select/language/not_for_run_time.h"
#include "select/origin.h"

namespace whittle::select {
namespace {

// Not .ts and .jsx: what runs is mostly what a compiler made of them.
constexpr std::array<std::string_view, 19> kCodeSuffixes = {
    ".py", ".rb", ".php", ".js", ".mjs", ".cjs", ".pl",  ".pm",    ".psgi", ".lua",
    ".sh", ".R",  ".tcl", ".ex", ".exs", ".jar", ".war", ".class", ".cgi"};
constexpr std::array<std::string_view, 21> kPageSuffixes = {
    ".html",  ".htm",  ".jinja", ".jinja2", ".j2",  ".erb",    ".haml",
    ".slim",  ".ejs",  ".twig",  ".hbs",    ".pug", ".liquid", ".mustache",
    ".phtml", ".tmpl", ".tpl",   ".mako",   ".ftl", ".jsp",    ".eex"};

template <typename Suffixes>
bool ends_in_one_of(const Suffixes& suffixes, std::string_view name) {
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

std::optional<OwnKind> own_kind_of(std::string_view name) {
  if (ends_in_one_of(kCodeSuffixes, name)) return OwnKind::code;
  if (ends_in_one_of(kPageSuffixes, name)) return OwnKind::page;
  return std::nullopt;
}

bool is_needed_to_run(const FileTree& tree, NodeId node) {
  if (purpose_of_file(tree.node(node).name) == Purpose::other) return false;
  for (NodeId at = tree.node(node).parent; at != FileTree::kRoot; at = tree.node(at).parent) {
    if (purpose_of_directory(tree.node(at).name) == Purpose::other) return false;
  }
  return true;
}

bool was_opened(const Trace& trace, const std::string& path) {
  const auto use = trace.files.find(path);
  if (use == trace.files.end()) return false;
  const EnumSet<Use>& uses = use->second.uses;
  const bool by_app = use->second.phases.empty() || used_by_app(use->second.phases);
  return by_app && (uses.contains(Use::open) || uses.contains(Use::exec));
}

// Python opens what it compiled before: /app/__pycache__/shop.cpython-311.pyc for /app/shop.py.
bool was_compiled_form_opened(const Trace& trace, const std::string& path) {
  if (!path.ends_with(".py")) return false;
  const std::size_t slash = path.rfind('/');
  const std::string start =
      path.substr(0, slash + 1) + "__pycache__/" + path.substr(slash + 1, path.size() - slash - 3);
  const auto found = trace.files.lower_bound(start);
  return found != trace.files.end() && found->first.starts_with(start) &&
         was_opened(trace, found->first);
}

}  // namespace

std::vector<OwnFile> own_files(const SelectInput& input) {
  const Origins origins(input.tree, input.packages, input.config);
  std::vector<OwnFile> files;
  for (NodeId id = 0; id < input.tree.size(); ++id) {
    if (input.tree.metadata(id).type != FileType::regular) continue;
    const std::optional<OwnKind> kind = own_kind_of(input.tree.node(id).name);
    if (!kind || !origins.is_application(id) || !is_needed_to_run(input.tree, id)) continue;
    const std::string path = input.tree.path(id);
    files.push_back(
        {id, *kind, was_opened(input.trace, path) || was_compiled_form_opened(input.trace, path)});
  }
  return files;
}

}  // namespace whittle::select
