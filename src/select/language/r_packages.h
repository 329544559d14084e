// The installed packages of R that an image has: directories LIBRARY/NAME with DESCRIPTION and
// Meta/package.rds (cran.r-project.org, "R Installation and Administration").
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tree/glob.h"
#include "whittle/file_tree.h"

namespace whittle::select {

class RPackages {
 public:
  explicit RPackages(const FileTree& tree);

  bool empty() const { return places_.empty(); }
  // The directories of this package, one for each library that has it.
  const std::vector<NodeId>& with_name(std::string_view name) const;
  // The package that a node is in; empty: none.
  std::optional<NodeId> around(NodeId node) const;
  // What a package consists of at run time: lazy-load databases with their index, data, metadata
  // and compiled code. Not its manual, vignettes, examples and headers.
  std::vector<tree::GlobMatch> parts(NodeId package) const;

 private:
  const FileTree& tree_;
  std::map<std::string, std::vector<NodeId>, std::less<>> places_;
};

}  // namespace whittle::select
