// Where Python finds a module (docs.python.org, "The import system"; importlib's FileFinder): the
// directories of a search path, packages, namespace packages, extension modules.
//
// Searched are, after the importing file's own directories and PYTHONPATH: standard libraries
// (lib/python3.N) of which something is kept, the site-packages and dist-packages of their prefix,
// other site-packages of which something is kept (virtual environments), and the directories that
// .pth files in these name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "select/marker.h"
#include "select/origin.h"
#include "tree/contents.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"

namespace whittle::select {

struct PythonModule {
  std::vector<std::string> files;   // loaded by the import: __init__.py files, module
  std::vector<NodeId> directories;  // where its submodules are; several for a namespace package
  std::size_t parts = 0;            // how many names of "a.b.c" were found
  bool whole = false;               // all were found
};

class PythonModules {
 public:
  PythonModules(const FileTree& tree, const tree::Contents& contents, const ImageConfig& config,
                const Marker& marker);

  // The search path for imports in this file, in order; empty if no Python is in use.
  std::vector<NodeId> search_path(NodeId file, const Origins& origins) const;
  PythonModule find(std::string_view dotted, const std::vector<NodeId>& directories) const;

  // lib/python3.N directories in use.
  const std::vector<NodeId>& standard_libraries() const { return standard_; }
  bool is_site_packages(NodeId directory) const;
  bool in_site_packages(NodeId id) const;
  // The top-level package of the file: the directory directly below site-packages or a standard
  // library. If there is none: the file's own directory.
  NodeId package_of(NodeId file) const;
  // The .dist-info and .egg-info of the project that installed this top-level name into this
  // site-packages.
  std::vector<NodeId> metadata_of(NodeId site, std::string_view name);

 private:
  void find_libraries(const Marker& marker);
  void add_path_files(NodeId site);
  std::vector<std::string> names_of(NodeId metadata) const;

  const FileTree& tree_;
  const tree::Contents& contents_;
  const ImageConfig& config_;
  std::vector<NodeId> standard_;
  std::vector<NodeId> site_;
  std::vector<NodeId> environment_;                                             // PYTHONPATH
  std::map<NodeId, std::multimap<std::string, NodeId, std::less<>>> metadata_;  // by site
};

// By its name, or its first line.
bool is_python_source(std::string_view path, std::string_view head);

}  // namespace whittle::select
