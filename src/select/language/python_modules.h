// Where Python finds a module (docs.python.org, "The import system"; importlib's FileFinder): the
// directories of a search path, packages, namespace packages, extension modules.
//
// A standard library is one of which something is kept; its prefix's site-packages and
// dist-packages count with it, and so does every other of these of which something is kept (a
// virtual environment), with the directories that its .pth files name.
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
  std::vector<std::string> files;   // what importing it loads: the __init__.py on the way, it
  std::vector<NodeId> directories;  // where its own modules are looked for; several: a namespace
  std::size_t parts = 0;            // how many names of "a.b.c" were modules
  bool whole = false;               // all of them
};

class PythonModules {
 public:
  PythonModules(const FileTree& tree, const tree::Contents& contents, const ImageConfig& config,
                const Marker& marker);

  // For imports of this file, in the order of the search; nothing where no Python is in use.
  std::vector<NodeId> search_path(NodeId file, const Origins& origins) const;
  PythonModule find(std::string_view dotted, const std::vector<NodeId>& directories) const;

  // lib/python3.N directories in use.
  const std::vector<NodeId>& standard_libraries() const { return standard_; }
  bool is_site_packages(NodeId directory) const;
  bool in_site_packages(NodeId id) const;
  // The directory right below site-packages, or the standard library or search path, that this file
  // belongs to; the file's own directory where there is none.
  NodeId package_of(NodeId file) const;
  // The .dist-info and .egg-info of what brought a name right below this site-packages.
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
