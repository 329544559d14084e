// What a package is accompanied by: manuals, licences and the like. They say nothing about whether
// the package is there.
#pragma once

#include <vector>

#include "whittle/package.h"

namespace whittle::package {

class Documents {
 public:
  // The tree must outlive the documents.
  explicit Documents(const FileTree& tree);
  // Packages of languages also have their documents beside the code: README.md, LICENSE.
  bool contain(NodeId id, PackageManager manager) const;

 private:
  const FileTree& tree_;
  std::vector<bool> below_;  // by NodeId: in a directory of documents
};

}  // namespace whittle::package
