#include "select/language/python_modules.h"

#include <algorithm>
#include <array>

#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "select/lookup/script_line.h"
#include "text/split.h"

namespace whittle::select {
namespace {

constexpr std::size_t kMaxPathFile = 64 << 10;

bool is_site(std::string_view name) {
  return name == "site-packages" || name == "dist-packages";
}

// "python3", "python3.11".
bool is_versioned(std::string_view name) {
  if (!name.starts_with("python")) return false;
  name.remove_prefix(6);
  return name.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool holds_kept(const FileTree& tree, const Marker& marker, NodeId directory) {
  const auto& children = tree.node(directory).children;
  return std::any_of(children.begin(), children.end(),
                     [&](const auto& child) { return marker.kept(child.second); });
}

void add(std::vector<NodeId>& directories, std::optional<NodeId> directory) {
  if (!directory) return;
  if (std::find(directories.begin(), directories.end(), *directory) == directories.end()) {
    directories.push_back(*directory);
  }
}

// module.so, module.abi3.so, module.cpython-311-x86_64-linux-gnu.so.
std::vector<std::string> extension_modules(const Node& directory, const std::string& name) {
  std::vector<std::string> found;
  const std::string prefix = name + ".";
  for (auto child = directory.children.lower_bound(prefix);
       child != directory.children.end() && child->first.starts_with(prefix); ++child) {
    if (child->first.ends_with(".so")) found.push_back(child->first);
  }
  return found;
}

// name/__init__.*: what makes a directory a package. Empty: it is none.
std::vector<std::string> package_files(const FileTree& tree, NodeId package,
                                       const std::string& name) {
  std::vector<std::string> files;
  for (const std::string& init : extension_modules(tree.node(package), "__init__")) {
    files.push_back(name + "/" + init);
  }
  for (const char* init : {"__init__.py", "__init__.pyc"}) {
    if (files.empty() && has_file(tree, package, init)) files.push_back(name + "/" + init);
  }
  return files;
}

// name.*.so, name.py or name.pyc in this directory, the first kind that is there.
std::vector<std::string> module_files(const FileTree& tree, NodeId directory,
                                      const std::string& name) {
  std::vector<std::string> files = extension_modules(tree.node(directory), name);
  for (const char* suffix : {".py", ".pyc"}) {
    if (files.empty() && has_file(tree, directory, name + suffix)) files.push_back(name + suffix);
  }
  return files;
}

}  // namespace

PythonModules::PythonModules(const FileTree& tree, const tree::Contents& contents,
                             const ImageConfig& config, const Marker& marker)
    : tree_(tree), contents_(contents), config_(config) {
  find_libraries(marker);
  for (const std::string& path : text::split(environment_value(config, "PYTHONPATH"), ":")) {
    add(environment_, directory_at(tree, joined(config.working_dir, path)));
    if (path.front() == '/') add(environment_, directory_at(tree, path));
  }
  // A copy: add_path_files() appends to site_.
  const std::vector<NodeId> sites = site_;
  for (const NodeId site : sites) add_path_files(site);
}

void PythonModules::find_libraries(const Marker& marker) {
  std::vector<NodeId> sites;
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if (tree_.metadata(id).type != FileType::directory) continue;
    const Node& node = tree_.node(id);
    if (is_versioned(node.name) && node.children.contains("os.py") &&
        holds_kept(tree_, marker, id)) {
      standard_.push_back(id);
    }
    if (is_site(node.name)) sites.push_back(id);
  }
  for (const NodeId site : sites) {
    // PREFIX/lib/python3.11/site-packages; Debian's /usr/lib/python3 and /usr/local/lib/python3.11.
    const std::string version = tree_.node(tree_.node(site).parent).name;
    const bool goes_along = std::any_of(standard_.begin(), standard_.end(), [&](NodeId library) {
      const std::string& name = tree_.node(library).name;
      return name == version || (version == "python3" && name.starts_with("python3."));
    });
    if (goes_along || holds_kept(tree_, marker, site)) site_.push_back(site);
  }
}

// Python's "site" module: each line of a .pth file is a directory, or else code to run.
void PythonModules::add_path_files(NodeId site) {
  for (const auto& [name, child] : tree_.node(site).children) {
    if (!name.ends_with(".pth")) continue;
    for (const std::string& line : text::split(contents_.head(child, kMaxPathFile), "\r\n")) {
      if (line.starts_with("import ") || line.front() == '#') continue;
      add(site_, directory_at(tree_, line.front() == '/' ? line : joined(tree_.path(site), line)));
    }
  }
}

std::vector<NodeId> PythonModules::search_path(NodeId file, const Origins& origins) const {
  std::vector<NodeId> directories;
  if (standard_.empty()) return directories;
  NodeId package_root = tree_.node(file).parent;
  while (package_root != FileTree::kRoot &&
         tree_.node(package_root).children.contains("__init__.py")) {
    package_root = tree_.node(package_root).parent;
  }
  add(directories, package_root);
  if (origins.is_application(file)) {
    if (!config_.working_dir.empty()) add(directories, directory_at(tree_, config_.working_dir));
    add(directories, origins.application_root(file));
  }
  for (const NodeId directory : environment_) add(directories, directory);
  for (const NodeId library : standard_) {
    add(directories, library);
    add(directories, directory_in(tree_, library, "lib-dynload"));
  }
  for (const NodeId site : site_) add(directories, site);
  return directories;
}

PythonModule PythonModules::find(std::string_view dotted,
                                 const std::vector<NodeId>& directories) const {
  PythonModule module;
  module.directories = directories;
  const std::vector<std::string> names = text::split(dotted, ".");
  for (const std::string& name : names) {
    std::vector<NodeId> portions;  // of a namespace package
    bool found = false;
    std::vector<NodeId> inside;
    for (const NodeId directory : module.directories) {
      const std::optional<NodeId> package = directory_in(tree_, directory, name);
      std::vector<std::string> files;
      if (package) files = package_files(tree_, *package, name);
      if (!files.empty()) inside = {*package};
      if (files.empty()) files = module_files(tree_, directory, name);
      found = !files.empty();
      const std::string path = found ? tree_.path(directory) : "";
      for (const std::string& file : files) module.files.push_back(joined(path, file));
      if (found) break;
      if (package) portions.push_back(*package);
    }
    if (!found && portions.empty()) return module;
    ++module.parts;
    module.directories = found ? inside : portions;
  }
  module.whole = module.parts == names.size();
  return module;
}

bool PythonModules::is_site_packages(NodeId directory) const {
  return is_site(tree_.node(directory).name);
}

bool PythonModules::in_site_packages(NodeId id) const {
  for (NodeId at = tree_.node(id).parent; at != FileTree::kRoot; at = tree_.node(at).parent) {
    if (is_site(tree_.node(at).name)) return true;
  }
  return false;
}

NodeId PythonModules::package_of(NodeId file) const {
  NodeId at = tree_.node(file).parent;
  const NodeId own = at;
  for (; at != FileTree::kRoot; at = tree_.node(at).parent) {
    const NodeId parent = tree_.node(at).parent;
    const bool is_library =
        std::find(standard_.begin(), standard_.end(), parent) != standard_.end();
    if (is_site(tree_.node(parent).name) || is_library) return at;
  }
  return own;
}

// The top-level names of a project (packaging.python.org, "Recording installed projects"): from
// top_level.txt, else from the paths in RECORD, else the project's name.
std::vector<std::string> PythonModules::names_of(NodeId metadata) const {
  const auto& children = tree_.node(metadata).children;
  if (const auto file = children.find("top_level.txt"); file != children.end()) {
    return text::split(contents_.head(file->second, kMaxPathFile), "\r\n");
  }
  std::vector<std::string> names;
  if (const auto file = children.find("RECORD"); file != children.end()) {
    for (const std::string& line : text::split(contents_.head(file->second, kMaxSource), "\r\n")) {
      std::string name = line.substr(0, line.find_first_of("/,"));
      if (name.ends_with(".py")) name.resize(name.size() - 3);
      if (names.empty() || names.back() != name) names.push_back(std::move(name));
    }
  }
  if (!names.empty()) return names;
  const std::string& directory = tree_.node(metadata).name;
  return {directory.substr(0, directory.find_first_of("-."))};
}

std::vector<NodeId> PythonModules::metadata_of(NodeId site, std::string_view name) {
  const auto [known, is_new] = metadata_.try_emplace(site);
  if (is_new) {
    for (const auto& [child_name, child] : tree_.node(site).children) {
      if (!child_name.ends_with(".dist-info") && !child_name.ends_with(".egg-info")) continue;
      for (std::string& top : names_of(child)) known->second.emplace(std::move(top), child);
    }
  }
  std::vector<NodeId> found;
  const auto [first, last] = known->second.equal_range(name);
  for (auto entry = first; entry != last; ++entry) add(found, entry->second);
  return found;
}

bool is_python_source(std::string_view path, std::string_view head) {
  if (path.ends_with(".py") || path.ends_with(".pyw") || path.ends_with(".wsgi")) return true;
  const std::optional<ScriptLine> line = read_script_line(head);
  if (!line) return false;
  std::string program(base_name(line->interpreter));
  if (program == "env") program = base_name(program_of_env(line->argument));
  return program.starts_with("python");
}

}  // namespace whittle::select
