#include <algorithm>

#include "select/closure/budget.h"
#include "select/closure/compiled_module.h"
#include "select/language/languages.h"
#include "select/language/search_directories.h"
#include "select/language/tree_lookup.h"
#include "select/language/word_scan.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool is_ruby(const KeptNode& node) {
  for (const std::string_view suffix : {".rb", ".ru", ".rake", ".gemspec"}) {
    if (node.path.ends_with(suffix)) return true;
  }
  const std::optional<ScriptLine> line = read_script_line(node.head);
  return line && (line->interpreter + " " + line->argument).find("ruby") != std::string::npos;
}

// autoload :Name, "path"
std::string_view after_symbol(std::string_view rest) {
  const std::size_t comma = rest.find(',');
  return comma == rest.npos || comma > 200 ? std::string_view() : rest.substr(comma + 1);
}

// Code in such a block runs when the file is loaded.
bool opens_block_at_load(std::string_view word) {
  constexpr std::string_view kBlocks[] = {"begin",  "rescue", "else",  "elsif",
                                          "ensure", "if",     "unless"};
  return std::find(std::begin(kBlocks), std::end(kBlocks), word) != std::end(kBlocks);
}

class RequireWalk {
 public:
  RequireWalk(RuleContext& context, const KeptNode& node)
      : context_(context),
        node_(node),
        search_(ruby_search(context)),
        is_application_(context.languages.origins.is_application(node.id)) {}

  void run() {
    const std::string text = context_.contents.head(node_.id, kMaxSource);
    WordScan scan(text, ScriptLanguage::ruby);
    bool block_at_load = false;
    while (scan.next()) {
      const std::string_view word = scan.word();
      const bool at_margin = scan.starts_line_at_margin();
      if (at_margin) block_at_load = opens_block_at_load(word);
      if (word == "require_relative") {
        relative(literal(scan.rest()), "require_relative");
      } else if (word == "autoload") {
        by_name(literal(after_symbol(scan.rest())), "autoload", true);
      } else if (word == "require" || word == "load") {
        by_name(literal(scan.rest()), std::string(word), at_margin || block_at_load);
      }
    }
  }

 private:
  bool mark(const std::string& path, const std::string& evidence) {
    return keep_module(context_, path, {"ruby-require", evidence, node_.path});
  }

  void relative(const std::optional<std::string>& name, const std::string& word) {
    if (!name) return;
    const std::string path = joined(parent_path(node_.path), *name);
    const std::string evidence = word + " \"" + *name + "\"";
    if (!mark(path, evidence) && !mark(path + ".rb", evidence)) mark(path + ".so", evidence);
  }

  // In methods of a library only files of its own count.
  void by_name(const std::optional<std::string>& name, const std::string& word, bool at_load) {
    if (!name) return;
    if (name->starts_with('/') || name->starts_with("./")) return relative(name, word);
    if (!at_load && !is_application_ && !is_own(*name)) return;
    for (const char* suffix : {".rb", ".so", ""}) {
      std::string file = *name + suffix;
      if (*suffix == '\0' && !file.ends_with(".rb") && !file.ends_with(".so")) continue;
      std::optional<std::string> path = search_.find(context_.tree, file);
      if (!path && is_application_) path = in_application(file);
      if (!path) continue;
      mark(*path, word + " \"" + *name + "\"");
      return;
    }
  }

  // An application puts its own lib on the load path.
  std::optional<std::string> in_application(const std::string& file) const {
    const auto root = context_.languages.origins.application_root(node_.id);
    if (!root) return std::nullopt;
    for (const char* directory : {"", "lib/"}) {
      std::string path = joined(context_.tree.path(*root), directory + file);
      if (is_file(context_.tree, path)) return path;
    }
    return std::nullopt;
  }

  bool is_own(std::string_view name) const {
    const std::optional<NodeId> library = search_.around(context_.tree, node_.id);
    if (!library) return false;
    std::string_view below =
        std::string_view(node_.path).substr(context_.tree.path(*library).size() + 1);
    below = below.substr(0, below.find_first_of("/."));
    return name.substr(0, name.find('/')) == below;
  }

  RuleContext& context_;
  const KeptNode& node_;
  const SearchDirectories& search_;
  bool is_application_;
};

// A compiled library requires its own Ruby files from C code, where no names can be read.
void keep_ruby_part(RuleContext& context, const KeptNode& node) {
  const SearchDirectories& search = ruby_search(context);
  if (!search.in_use) return;
  const std::optional<NodeId> library = search.around(context.tree, node.id);
  if (!library) return;
  std::string name = node.path.substr(context.tree.path(*library).size() + 1);
  name.resize(name.size() - std::string_view(".so").size());
  std::vector<NodeId> files;
  for (const NodeId other : search.directories) {
    const auto part = directory_at(context.tree, joined(context.tree.path(other), name));
    if (part) add_below(context.tree, *part, ".rb", files);
  }
  mark_within_budget(context, files, {"ruby-require", "Ruby part of " + name + ".so", node.path},
                     {"--data-budget", context.options.data_budget});
}

}  // namespace

void ruby_require(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  if (node.path.ends_with(".so")) return keep_ruby_part(context, node);
  if (!is_ruby(node)) return;
  if (ruby_search(context).in_use) RequireWalk(context, node).run();
}

}  // namespace whittle::select::rules
