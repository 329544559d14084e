// Programs of an image that gain privileges when executed: setuid, setgid, file capabilities. With
// no_new_privs they do not.
#pragma once

#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/trace.h"

namespace whittle::capability {

struct Executed {
  const std::string& path;
  const FileMetadata& metadata;
};
// Files of the image that the app has executed, in the order of their paths.
std::vector<Executed> executed_files(const Trace& trace, const FileTree& tree);

std::vector<std::string> privileged_programs(const Trace& trace, const FileTree& tree);

}  // namespace whittle::capability
