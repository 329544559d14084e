// The library directories of Ruby ($LOAD_PATH), Perl (@INC) and Lua (package.path), found by the layouts of
// distributions and of the languages' own builds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "select/marker.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"

namespace whittle::select {

struct SearchDirectories {
  std::vector<NodeId> directories;
  bool in_use = false;  // something below one of them is kept

  // DIRECTORY/name; empty: none has it.
  std::optional<std::string> find(const FileTree& tree, std::string_view name) const;
  // The innermost of them that contains a node; empty: none.
  std::optional<NodeId> around(const FileTree& tree, NodeId node) const;
};

// The standard library, vendor_ruby and site_ruby, each with its architecture directory; lib of
// every gem.
SearchDirectories ruby_directories(const FileTree& tree, const Marker& marker,
                                   const ImageConfig& config);
// @INC: perl5, perl-base, VERSION, site_perl, vendor_perl and core_perl, and PERL5LIB.
SearchDirectories perl_directories(const FileTree& tree, const Marker& marker,
                                   const ImageConfig& config);

// lua/VERSION of distributions and of Lua's own build, only of versions whose interpreter or library
// is kept, if any is; OpenResty's lualib; those of LUA_PATH and LUA_CPATH.
SearchDirectories lua_directories(const FileTree& tree, const Marker& marker,
                                  const ImageConfig& config);

}  // namespace whittle::select
