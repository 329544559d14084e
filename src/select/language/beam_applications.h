// The applications of the BEAM that an image has: directories called ebin with NAME.app or modules
// (NAME.beam), in Erlang's and Elixir's own library, in releases (lib/NAME-VERSION/ebin) and in the
// directories of -pa.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tree/glob.h"
#include "whittle/file_tree.h"

namespace whittle::select {

class BeamApplications {
 public:
  explicit BeamApplications(const FileTree& tree);

  // The ebin directories that have this module, or the resource file of this application.
  const std::vector<NodeId>& with_module(std::string_view module) const;
  const std::vector<NodeId>& with_name(std::string_view application) const;

  // What the application of this ebin directory consists of at run time: its modules and its
  // resource file; and, apart from them, what is in priv beside it (compiled modules, data).
  struct Parts {
    std::vector<tree::GlobMatch> code;
    std::vector<tree::GlobMatch> priv;
  };
  Parts parts(NodeId ebin) const;

 private:
  using Places = std::map<std::string, std::vector<NodeId>, std::less<>>;

  const FileTree& tree_;
  Places modules_;
  Places applications_;
};

}  // namespace whittle::select
