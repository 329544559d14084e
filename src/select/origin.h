// Decides whether a file is the application's own or comes from a distribution or a package. The
// rules for languages and for application files ask here, and decide nothing about it themselves.
//
// A file is the application's if no package owns it and it is outside of system directories and of
// those that package managers fill: node_modules, site-packages, gems, vendor/composer. If the
// image has layers above the one with os-release, files of that layer and those below it are not
// the application's. Neither are caches, such as ~/.npm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/package.h"

namespace whittle::select {

class Origins {
 public:
  // All must outlive this.
  Origins(const FileTree& tree, const PackageIndex& packages, const ImageConfig& config);

  // A file of the application, code or data.
  bool is_application(NodeId id) const;

  // Whether a layer above the base system put it there. True of everything in an image of one
  // layer.
  bool is_above_base(NodeId id) const {
    return !base_layer_ || tree_.node(id).layer > *base_layer_;
  }

  // The topmost directory above this file that is the application's own: /app, /srv/shop,
  // /usr/share/nginx/html. Empty: the file is not the application's, or its directory is shared
  // with others, as /usr/local/bin and /opt.
  std::optional<NodeId> application_root(NodeId file) const;

  // The root of the application in the working directory; empty: that is no application's
  // directory.
  std::optional<NodeId> working_directory() const;

  // Filled by a language's package manager (node_modules, site-packages, ...): the rules of that
  // language decide what is kept in it.
  bool is_package_directory(NodeId directory) const;

 private:
  bool is_own(NodeId id) const;
  bool in_package_directory(NodeId id) const;
  bool in_cache(NodeId id) const;
  bool holds_owned_files(NodeId directory) const;
  std::optional<NodeId> root_around(NodeId directory) const;
  std::optional<NodeId> document_root_around(NodeId directory) const;
  std::optional<NodeId> data_root_around(NodeId directory) const;

  const FileTree& tree_;
  const PackageIndex& packages_;
  const ImageConfig& config_;
  // The topmost layer of the base system; empty: any layer may hold the application.
  std::optional<std::uint32_t> base_layer_;
};

}  // namespace whittle::select
