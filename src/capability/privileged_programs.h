// Programs of an image that give who executes them something he has not: setuid, setgid, file
// capabilities. They do not with no_new_privs.
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
