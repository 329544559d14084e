#include <algorithm>

#include "select/closure/compiled_module.h"
#include "select/language/languages.h"
#include "select/language/lua_source.h"
#include "select/language/search_directories.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool is_lua(const KeptNode& node) {
  if (node.path.ends_with(".lua")) return true;
  const std::optional<ScriptLine> line = read_script_line(node.head);
  return line && (line->interpreter + " " + line->argument).find("lua") != std::string::npos;
}

class LuaWalk {
 public:
  LuaWalk(RuleContext& context, const KeptNode& node) : context_(context), node_(node) {}

  void run() {
    for (const std::string& name : read_lua_source(context_.contents.head(node_.id, kMaxSource))) {
      require(name);
    }
  }

 private:
  // As package.searchers does: a file in Lua, a compiled module, one of the root's name.
  void require(const std::string& name) {
    std::string path = name;
    std::replace(path.begin(), path.end(), '.', '/');
    const std::string root = name.substr(0, name.find('.'));
    for (const std::string& file :
         {path + ".lua", path + "/init.lua", path + ".so", root + ".so"}) {
      std::optional<std::string> found = lua_search(context_).find(context_.tree, file);
      if (!found) found = in_application(file);
      if (!found) continue;
      keep_module(context_, *found, {"lua-require", "require \"" + name + "\"", node_.path});
      return;
    }
  }

  std::optional<std::string> in_application(const std::string& file) const {
    std::vector<std::string> directories = {parent_path(node_.path)};
    if (!context_.config.working_dir.empty()) directories.push_back(context_.config.working_dir);
    if (const auto root = context_.languages.origins.application_root(node_.id)) {
      directories.push_back(context_.tree.path(*root));
    }
    for (const std::string& directory : directories) {
      for (const char* between : {"", "lib/", "src/", "lua/"}) {
        std::string path = joined(directory, between + file);
        if (is_file(context_.tree, path)) return path;
      }
    }
    return std::nullopt;
  }

  RuleContext& context_;
  const KeptNode& node_;
};

}  // namespace

// Modules are small, and often required in functions: kept are those that any kept code names.
void lua_require(RuleContext& context, const KeptNode& node) {
  if (node.type == FileType::regular && is_lua(node)) LuaWalk(context, node).run();
}

}  // namespace whittle::select::rules
