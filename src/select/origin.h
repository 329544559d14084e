// Is it the application's own, or does it come from somebody else? The one place where the rules
// for languages and for application files decide that.
//
// The application is what the image's own layers put there and what no package manager owns,
// outside of the directories that belong to the system and to package managers: node_modules,
// site-packages, gems, vendor/composer. Where the image has layers above the one that brings
// os-release, what that one and those below it brought is not the application's.
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

  // The highest directory around a file of the application that is the application's own: /app,
  // /srv/shop, /usr/share/nginx/html. Empty: the file is none, or lies between other things, as in
  // /usr/local/bin and /opt.
  std::optional<NodeId> application_root(NodeId file) const;

  // The working directory where it is a place for an application.
  std::optional<NodeId> working_directory() const;

  // Holds what a package manager of a language installed: its files follow the rules of that
  // language.
  bool is_package_directory(NodeId directory) const;

 private:
  bool is_own(NodeId id) const;
  bool in_package_directory(NodeId id) const;
  bool holds_owned_files(NodeId directory) const;
  std::optional<NodeId> root_around(NodeId directory) const;
  std::optional<NodeId> document_root_around(NodeId directory) const;
  std::optional<NodeId> data_root_around(NodeId directory) const;

  const FileTree& tree_;
  const PackageIndex& packages_;
  const ImageConfig& config_;
  // The topmost layer that does not count; empty: all count.
  std::optional<std::uint32_t> base_layer_;
};

}  // namespace whittle::select
