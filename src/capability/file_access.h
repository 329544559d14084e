// Which files of a trace need CAP_DAC_OVERRIDE: owner, group and permission bits checked as the
// kernel does (path_resolution(7)) for uid 0 and gid 0 without that capability.
#pragma once

#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/trace.h"

namespace whittle::capability {

// The files whose modes withhold them from root, with the reason, sorted by path: "/data/dump.rdb
// is created in /data, which is 100:101 0755".
std::vector<std::string> withheld(const Trace& trace, const FileTree& tree);

// The files that the app has changed and that have another owner than root, or a setuid or setgid
// bit.
std::vector<std::string> changed_of_others(const Trace& trace, const FileTree& tree);
std::vector<std::string> changed_setid(const Trace& trace, const FileTree& tree);

}  // namespace whittle::capability
