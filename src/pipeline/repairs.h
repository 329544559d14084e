// From what a round of the proof has found to the repairs of the next candidate.
#pragma once

#include <string>
#include <vector>

#include "pipeline/stages.h"
#include "whittle/repair.h"

namespace whittle::pipeline {

// What a round proves, as far as repairs can change it.
struct Candidate {
  std::vector<bool> kept;  // by NodeId
  std::map<InodeId, std::string> replaced;
  std::string profile;
  bool operator==(const Candidate&) const = default;
};
Candidate candidate_of(const Job& job);

// Those that were not given back before and that may be: not what the user excludes, nor the
// records of a package that is gone, which are not to be found.
std::vector<Lack> new_lacks(const std::vector<Lack>& found, const Job& job);

// For a round in which something differs: given back is what was looked for in vain. Where that is
// nothing, and in the third round, --keep is turned up by one setting as well, and what may hide
// behind it is given back: listed directories only where --keep closure was not enough.
std::vector<Lack> reach_further(std::vector<Lack> lacks, const std::vector<Lack>& hidden,
                                const Job& job, std::size_t round);

// "path /etc/x, system call fsync and 3 more".
std::string describe(const std::vector<Lack>& lacks);
std::string describe(const Repairs& repairs);

}  // namespace whittle::pipeline
