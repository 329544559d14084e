#include "select/language/languages.h"
#include "select/language/php_autoload.h"
#include "select/language/tree_lookup.h"
#include "select/language/word_scan.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool is_php(const KeptNode& node) {
  for (const std::string_view suffix : {".php", ".phtml", ".inc"}) {
    if (node.path.ends_with(suffix)) return true;
  }
  const std::optional<ScriptLine> line = read_script_line(node.head);
  return line && (line->interpreter + " " + line->argument).find("php") != std::string::npos;
}

// A literal path, alone or after `__DIR__ .` or `dirname(__FILE__) .`.
struct Included {
  std::string path;
  bool beside = false;
};

std::optional<Included> included(std::string_view rest) {
  rest = argument(rest);
  bool beside = false;
  for (const std::string_view here : {"__DIR__", "dirname(__FILE__)"}) {
    if (!rest.starts_with(here)) continue;
    rest = argument(rest.substr(here.size()));
    if (!rest.starts_with('.')) return std::nullopt;
    rest.remove_prefix(1);
    beside = true;
    break;
  }
  std::optional<std::string> path = literal(rest);
  if (!path) return std::nullopt;
  return Included{std::move(*path), beside};
}

class IncludeWalk {
 public:
  IncludeWalk(RuleContext& context, const KeptNode& node)
      : context_(context),
        node_(node),
        directory_(parent_path(node.path)),
        is_application_(context.languages.origins.is_application(node.id)) {}

  void run() {
    const std::string text = context_.contents.head(node_.id, kMaxSource);
    autoload_ = php_autoload(context_, node_.id);
    WordScan scan(text, ScriptLanguage::php);
    while (scan.next()) {
      const std::string_view word = scan.word();
      if (word == "include" || word == "include_once" || word == "require" ||
          word == "require_once") {
        if (const auto target = included(scan.rest())) include(*target, std::string(word));
      } else if (word.front() >= 'A' && word.front() <= 'Z') {
        class_name(word);
      } else if (word == "namespace" && namespace_.empty()) {
        namespace_ = std::string(argument(scan.rest()).substr(0, 200));
        namespace_.resize(std::min(namespace_.find_first_of(" ;{\r\n"), namespace_.size()));
      }
    }
  }

 private:
  bool mark(const std::string& path, const std::string& evidence) {
    return is_file(context_.tree, path) &&
           context_.marker.mark_path(path, {"php-include", evidence, node_.path});
  }

  void include(const Included& target, const std::string& word) {
    const std::string evidence = word + " '" + target.path + "'";
    const std::string beside =
        target.beside ? directory_ + target.path : joined(directory_, target.path);
    if (target.path.starts_with('/') && !target.beside) {
      mark(target.path, evidence);
    } else if (!mark(beside, evidence) && !context_.config.working_dir.empty()) {
      mark(joined(context_.config.working_dir, target.path), evidence);
    }
  }

  // Classes are loaded at first use. Kept are those that application code names, and those that a
  // library's code names in its own name space.
  void class_name(std::string_view name) {
    if (autoload_ == nullptr) return;
    const std::string_view top = name.substr(0, name.find('\\'));
    const bool own = !namespace_.empty() && std::string_view(namespace_).starts_with(top);
    if (name.find('\\') != name.npos && (is_application_ || own)) {
      for (const std::string& file : autoload_->find(name)) {
        mark(file, "class " + std::string(name));
      }
    }
    if (name.find('\\') != name.npos || namespace_.empty()) return;
    for (const std::string& file : autoload_->find(namespace_ + "\\" + std::string(name))) {
      mark(file, "class " + namespace_ + "\\" + std::string(name));
    }
  }

  RuleContext& context_;
  const KeptNode& node_;
  std::string directory_;
  bool is_application_;
  const PhpAutoload* autoload_ = nullptr;
  std::string namespace_;
};

}  // namespace

void php_include(RuleContext& context, const KeptNode& node) {
  if (node.type == FileType::regular && is_php(node)) IncludeWalk(context, node).run();
}

}  // namespace whittle::select::rules
