// Which files of a trace root can use only because root may pass over their modes: owner, group and
// permission bits as the kernel checks them (path_resolution(7)) for uid 0 and gid 0 without
// CAP_DAC_OVERRIDE.
#pragma once

#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/trace.h"

namespace whittle::capability {

// "/data/dump.rdb is made in /data, which is 100:101 0755", one for each such path, in their order.
std::vector<std::string> kept_from_root(const Trace& trace, const FileTree& tree);

// Paths that the app has changed and that are files of another owner; that have a setid bit.
std::vector<std::string> changed_of_others(const Trace& trace, const FileTree& tree);
std::vector<std::string> changed_setid(const Trace& trace, const FileTree& tree);

}  // namespace whittle::capability
