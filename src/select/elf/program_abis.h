// The ABIs of the kept programs, as a trace names them ("x86_64", "x86"). A seccomp profile must
// allow them, also for programs that no recorded run started.
#pragma once

#include <set>
#include <string>

#include "tree/contents.h"
#include "whittle/keep_set.h"

namespace whittle::select {

std::set<std::string> program_abis(const FileTree& tree, const tree::Contents& contents,
                                   const KeepSet& keep);

}  // namespace whittle::select
