// The ABIs of the programs that are kept, as a trace names them ("x86_64", "x86"): a seccomp
// profile has to let them start, also those that no recording has started.
#pragma once

#include <set>
#include <string>

#include "tree/contents.h"
#include "whittle/keep_set.h"

namespace whittle::select {

std::set<std::string> program_abis(const FileTree& tree, const tree::Contents& contents,
                                   const KeepSet& keep);

}  // namespace whittle::select
