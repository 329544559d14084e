#include <algorithm>

#include "select/closure/budget.h"
#include "select/closure/compiled_module.h"
#include "select/language/languages.h"
#include "select/language/search_directories.h"
#include "select/language/tree_lookup.h"
#include "select/language/word_scan.h"
#include "select/lookup/programs.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

bool is_perl(const KeptNode& node) {
  for (const std::string_view suffix : {".pm", ".pl", ".psgi", ".t"}) {
    if (node.path.ends_with(suffix)) return true;
  }
  const std::optional<ScriptLine> line = read_script_line(node.head);
  return line && (line->interpreter + " " + line->argument).find("perl") != std::string::npos;
}

bool is_module_name(std::string_view word) {
  return !word.empty() && ((word.front() >= 'A' && word.front() <= 'Z') ||
                           (word.front() >= 'a' && word.front() <= 'z'));
}

// "A::B" to "A/B".
std::string as_path(std::string_view module) {
  std::string path;
  for (std::size_t at = 0; at < module.size(); ++at) {
    if (module.substr(at).starts_with("::")) {
      path += '/';
      ++at;
    } else {
      path += module[at];
    }
  }
  return path;
}

std::string as_module(std::string_view path) {
  std::string module;
  for (const char c : path) module += c == '/' ? "::" : std::string(1, c);
  return module;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether it belongs to an installed library rather than to Perl itself, whose directories have
// names of Debian's or files that no other has.
bool is_installed(const FileTree& tree, const SearchDirectories& search, NodeId id) {
  const std::optional<NodeId> library = search.around(tree, id);
  if (!library) return false;
  const Node& node = tree.node(*library);
  return node.name != "perl-base" && node.name != "core_perl" &&
         tree.node(node.parent).name != "perl" && !node.children.contains("strict.pm") &&
         !node.children.contains("Config.pm");
}

std::string_view first_word(std::string_view rest) {
  rest = argument(rest);
  std::size_t end = 0;
  while (end < rest.size() && (is_name_character(rest[end]) || rest[end] == ':')) ++end;
  return rest.substr(0, end);
}

class UseWalk {
 public:
  UseWalk(RuleContext& context, const KeptNode& node)
      : context_(context),
        node_(node),
        search_(perl_search(context)),
        is_application_(context.languages.origins.is_application(node.id)),
        is_installed_(!is_application_ && is_installed(context.tree, search_, node.id)) {}

  void run() {
    const std::string text = context_.contents.head(node_.id, kMaxSource);
    WordScan scan(text, ScriptLanguage::perl);
    while (scan.next()) {
      const std::string_view word = scan.word();
      if (word == "use" || word == "no") {
        use(scan.rest());
      } else if (word == "require" || word == "do") {
        require(word, scan.rest(), scan.starts_line_at_margin());
      } else if (word == "XSLoader" || word == "DynaLoader" || word == "XSLoader::load" ||
                 word == "AutoLoader") {
        compiled();
      }
    }
    named(text);
    if (is_installed_) below();
  }

 private:
  void use(std::string_view rest) {
    const std::string_view name = first_word(rest);
    if (!is_module_name(name)) return;
    module(name, "use " + std::string(name));
    if (name != "base" && name != "parent" && name != "aliased") return;
    // use parent -norequire, qw(A B);
    const std::string_view statement = rest.substr(0, rest.find(';'));
    for (const std::string& word : text::split(statement, " \t\r\n(),'\"/{}[]|!")) {
      if (is_module_name(word)) module(word, "use " + std::string(name) + " " + word);
    }
  }

  // In subs of Perl's own library, only modules of the same name space count: others lead to too
  // much.
  void require(std::string_view word, std::string_view rest, bool at_load) {
    if (const std::optional<std::string> file = literal(rest)) {
      find(*file, std::string(word) + " \"" + *file + "\"");
      return;
    }
    const std::string_view name = first_word(rest);
    if (word == "do" || !is_module_name(name)) return;
    if (at_load || is_application_ || is_installed_ || is_own(name))
      module(name, "require " + std::string(name));
  }

  // Names of modules in strings: code often tries several implementations by name.
  void named(std::string_view text) {
    for (std::size_t at = text.find("::"); at != text.npos; at = text.find("::", at)) {
      std::size_t first = at;
      while (first > 0 && is_name_character(text[first - 1])) --first;
      std::size_t end = at;
      while (end < text.size() && (is_name_character(text[end]) || text[end] == ':')) ++end;
      const bool quoted = first > 0 && end < text.size() && text[first - 1] == text[end] &&
                          (text[end] == '\'' || text[end] == '"');
      const std::string name(text.substr(first, end - first));
      const bool counts = is_application_ || is_installed_ || (is_own(name) && !is_compiled(name));
      if (quoted && counts && is_module_name(name)) module(name, "names " + name);
      at = end;
    }
  }

  // In Perl's own library these are tables of encodings, megabytes each.
  bool is_compiled(std::string_view name) const {
    for (const NodeId library : search_.directories) {
      const std::string path = context_.tree.path(library);
      if (directory_at(context_.tree, joined(path, "auto/" + as_path(name)))) return true;
    }
    return false;
  }

  // Plugins, drivers and formats are loaded by computed names: A::B loads A::B::X.
  void below() {
    std::string name = below_library();
    if (!name.ends_with(".pm")) return;
    name.resize(name.size() - 3);
    std::vector<NodeId> modules;
    for (const NodeId library : search_.directories) {
      const auto directory = directory_at(context_.tree, joined(context_.tree.path(library), name));
      if (directory) add_below(context_.tree, *directory, ".pm", modules);
    }
    std::erase_if(modules, [&](NodeId file) { return is_for_tests(file); });
    mark_within_budget(context_, modules, {"perl-use", "below " + as_module(name), node_.path},
                       {"--data-budget", context_.options.data_budget});
  }

  bool is_for_tests(NodeId file) const {
    const Node& node = context_.tree.node(file);
    return node.name == "Test.pm" || context_.tree.node(node.parent).name == "Test";
  }

  void module(std::string_view name, const std::string& evidence) {
    find(as_path(name) + ".pm", evidence);
  }

  void find(const std::string& file, const std::string& evidence) {
    std::optional<std::string> path = search_.find(context_.tree, file);
    if (!path && is_application_) path = in_application(file);
    if (path) context_.marker.mark_path(*path, {"perl-use", evidence, node_.path});
  }

  // The usual directories of `use lib` and FindBin.
  std::optional<std::string> in_application(const std::string& file) const {
    std::vector<std::string> directories = {parent_path(node_.path)};
    if (const auto root = context_.languages.origins.application_root(node_.id)) {
      directories.push_back(context_.tree.path(*root));
    }
    for (const std::string& directory : directories) {
      for (const char* between : {"", "lib/", "../lib/"}) {
        std::string path = joined(directory, between + file);
        if (is_file(context_.tree, path)) return path;
      }
    }
    return std::nullopt;
  }

  std::string below_library() const {
    const std::optional<NodeId> library = search_.around(context_.tree, node_.id);
    return library ? node_.path.substr(context_.tree.path(*library).size() + 1) : "";
  }

  bool is_own(std::string_view name) const {
    const std::string below = below_library();
    return name.substr(0, name.find(':')) ==
           std::string_view(below).substr(0, below.find_first_of("/."));
  }

  // A/B.pm loads auto/A/B/B.so, and AutoLoader the files beside that: in the library directory of
  // the module (XSLoader looks there first), or else in any other.
  void compiled() {
    std::string name = below_library();
    if (!name.ends_with(".pm")) return;
    name.resize(name.size() - 3);
    const std::optional<NodeId> own = search_.around(context_.tree, node_.id);
    if (own && compiled_in(*own, name)) return;
    for (const NodeId directory : search_.directories) compiled_in(directory, name);
  }

  bool compiled_in(NodeId directory, const std::string& name) {
    if (!context_.tree.node(directory).children.contains("auto")) return false;
    const std::string path = joined(context_.tree.path(directory), "auto/" + name);
    const std::optional<NodeId> found = directory_at(context_.tree, path);
    if (!found) return false;
    for (const auto& [child_name, child] : context_.tree.node(*found).children) {
      for (const std::string_view suffix : {".so", ".al", ".ix"}) {
        if (!child_name.ends_with(suffix)) continue;
        keep_module(context_, joined(path, child_name),
                    {"perl-use", "loaded by its module", node_.path});
      }
    }
    return true;
  }

  RuleContext& context_;
  const KeptNode& node_;
  const SearchDirectories& search_;
  bool is_application_;
  bool is_installed_;  // in a library that is not part of Perl itself
};

}  // namespace

void perl_use(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || !is_perl(node)) return;
  if (perl_search(context).in_use) UseWalk(context, node).run();
}

}  // namespace whittle::select::rules
