// Documentation of packages: manuals, licences and the like. It does not count when deciding
// whether a package is installed.
#pragma once

#include <vector>

#include "whittle/package.h"

namespace whittle::package {

class Documents {
 public:
  // The tree must outlive the documents.
  explicit Documents(const FileTree& tree);
  // Packages of languages also have documents beside the code: README.md, LICENSE.
  bool contain(NodeId id, PackageManager manager) const;

 private:
  const FileTree& tree_;
  std::vector<bool> below_;  // by NodeId: in a directory of documents
};

}  // namespace whittle::package
