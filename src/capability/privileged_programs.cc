#include "capability/privileged_programs.h"

#include <sys/stat.h>

#include "capability/file_capabilities.h"

namespace whittle::capability {

std::vector<Executed> executed_files(const Trace& trace, const FileTree& tree) {
  std::vector<Executed> executed;
  for (const auto& [path, use] : trace.files) {
    if (!used_by_app(use.phases) || !use.uses.contains(Use::exec)) continue;
    if (const auto node = tree.find(path)) executed.push_back({path, tree.metadata(*node)});
  }
  return executed;
}

std::vector<std::string> privileged_programs(const Trace& trace, const FileTree& tree) {
  std::vector<std::string> programs;
  for (const auto& [path, metadata] : executed_files(trace, tree)) {
    if (metadata.type != FileType::regular) continue;
    // Without group execute permission, the setgid bit means mandatory locking.
    const bool sets_group = (metadata.mode & S_ISGID) != 0 && (metadata.mode & S_IXGRP) != 0;
    if ((metadata.mode & S_ISUID) != 0 || sets_group || !file_capabilities(metadata).empty()) {
      programs.push_back(path);
    }
  }
  return programs;
}

}  // namespace whittle::capability
