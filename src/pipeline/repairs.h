// From what a round of the verification found missing to the repairs of the next candidate.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/select.h"
#include "whittle/file_tree.h"
#include "whittle/keep_set.h"
#include "whittle/repair.h"

namespace whittle::pipeline {

// Those of `found` that another round may add: not what was added before, what the user excludes,
// or the records of a package that was removed.
std::vector<Lack> new_lacks(const std::vector<Lack>& found, const Repairs& repairs,
                            const FileTree& tree, const KeepSet& keep);

// What is added after a round in which something differs. Where `lacks` is empty, and from the
// third round on, that is also what `hidden` has, and --keep is raised by one setting. Directories
// that were listed are added only where
// --keep closure has not been enough: that may bring in a whole directory of programs.
std::vector<Lack> reach_further(std::vector<Lack> lacks, const std::vector<Lack>& hidden,
                                const Repairs& repairs, std::size_t round);

// The same is kept, with the same contents, under the same profile: what a repair could change.
bool is_same(const Selection& one, const Selection& other);

// "path /etc/x, system call fsync and 3 more".
std::string describe(const std::vector<Lack>& lacks);
std::string describe(const Repairs& repairs);

}  // namespace whittle::pipeline
