#include <algorithm>

#include "select/closure/compiled_module.h"
#include "select/language/languages.h"
#include "select/language/python_modules.h"
#include "select/language/python_source.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

bool imports_by_name(std::string_view text) {
  return text.find("__import__(") != text.npos || text.find("import_module(") != text.npos;
}

// These name each other and are not for run time.
bool installs_packages(std::string_view name) {
  return name == "setuptools" || name == "pip" || name == "wheel" || name == "distutils";
}

// The imports of one source file.
class ImportWalk {
 public:
  ImportWalk(RuleContext& context, const KeptNode& node)
      : context_(context),
        modules_(python_modules(context)),
        node_(node),
        is_application_(context.languages.origins.is_application(node.id)),
        search_path_(modules_.search_path(node.id, context.languages.origins)) {}

  void run() {
    if (search_path_.empty()) return;
    const std::string text = context_.contents.head(node_.id, kMaxSource);
    const PythonSource source = read_python_source(text);
    for (const PythonImport& import : source.imports) follow(import);
    for (const std::string& name : source.names) follow_name(name);
    if (!is_application_ && imports_by_name(text)) {
      for (const std::string& name : source.names) follow_neighbour(name);
    }
  }

 private:
  std::vector<NodeId> base_of(const PythonImport& import) const {
    if (import.dots == 0) return search_path_;
    NodeId directory = context_.tree.node(node_.id).parent;
    for (std::size_t level = 1; level < import.dots; ++level) {
      directory = context_.tree.node(directory).parent;
    }
    return {directory};
  }

  // An import in a function of a library rarely runs, but it may need any of its own modules.
  bool counts(const PythonImport& import) const {
    if (is_application_ || import.when == PythonImport::When::at_load || import.dots > 0) {
      return true;
    }
    return is_own(import.module);
  }

  bool is_own(std::string_view dotted) const {
    const NodeId package = modules_.package_of(node_.id);
    return dotted.substr(0, dotted.find('.')) == context_.tree.node(package).name;
  }

  void follow(const PythonImport& import) {
    if (!counts(import)) return;
    const PythonModule module = modules_.find(import.module, base_of(import));
    if (!module.whole && !import.module.empty()) return;
    const Reason reason = {"python-import", import.text(), node_.path};
    mark(module, reason);
    if (module.directories.empty()) return;
    for (const std::string& name : import.names) {
      mark(modules_.find(name, module.directories), reason);
    }
  }

  // Names in tables of plugins, back ends and handlers: "logging.handlers.SysLogHandler".
  void follow_name(std::string name) {
    std::replace(name.begin(), name.end(), ':', '.');
    const bool dotted = name.find('.') != std::string::npos;
    const Reason reason = {"python-import", "names module " + name, node_.path};
    if (dotted && (is_application_ || is_own(name))) {
      const PythonModule module = modules_.find(name, search_path_);
      if (module.parts >= 2) mark(module, reason);
    } else if (!dotted && !is_application_ && modules_.in_site_packages(node_.id)) {
      const NodeId directory = context_.tree.node(node_.id).parent;
      if (context_.tree.node(directory).children.contains(name + ".py")) {
        mark(modules_.find(name, {directory}), reason);
      }
    }
  }

  // for name in ("urllib3", "idna"): __import__(name)
  void follow_neighbour(const std::string& name) {
    if (!modules_.in_site_packages(node_.id) || installs_packages(name)) return;
    const NodeId site = context_.tree.node(modules_.package_of(node_.id)).parent;
    const auto& children = context_.tree.node(site).children;
    if (!children.contains(name) && !children.contains(name + ".py")) return;
    mark(modules_.find(name, {site}), {"python-import", "names module " + name, node_.path});
  }

  void mark(const PythonModule& module, const Reason& reason) {
    for (const std::string& file : module.files) keep_module(context_, file, reason);
  }

  RuleContext& context_;
  const PythonModules& modules_;
  const KeptNode& node_;
  bool is_application_;
  std::vector<NodeId> search_path_;
};

// Python only uses dir/__pycache__/module.cpython-311.pyc if dir/module.py exists.
void mark_source(RuleContext& context, const KeptNode& node) {
  const std::string directory = parent_path(node.path);
  if (base_name(directory) != "__pycache__") return;
  const std::string_view name = base_name(node.path);
  const std::string source =
      joined(parent_path(directory), std::string(name.substr(0, name.find('.'))) + ".py");
  context.marker.mark_path(source, {"python-import", "compiled from it", node.path});
}

}  // namespace

// A module that an import adds is kept without its __pycache__, which would double its size: Python
// compiles it at the first import.
void python_import(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  if (node.path.ends_with(".pyc")) {
    mark_source(context, node);
  } else if (is_python_source(node.path, node.head)) {
    ImportWalk(context, node).run();
  }
}

}  // namespace whittle::select::rules
