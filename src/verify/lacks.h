// What a candidate lacks, by the trace of its verification.
//
// Found are paths of the original that the app could not find, or has found empty, and
// calls that the profile has denied. A path that leads through a symlink that is missing is
// resolved in the original.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/repair.h"
#include "whittle/report.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::verify {

struct Searched {
  const Trace& trace;  // of the run of the result
  const FileTree& original;
  const FileTree& result;
  const SeccompProfile& profile;
};

// What it lacks, whether or not anything differs. What only the runtime has looked for, and calls
// whose refusal makes a libc fall back on others, are left out.
std::vector<Lack> find_lacks(const Searched& searched);

// Where something differs, and nothing of the above explains it: what the runtime has looked for,
// calls with a fallback or denied where the profile checks arguments, and directories that the app
// has listed and that have lost entries.
std::vector<Lack> find_hidden_lacks(const Searched& searched);

// By name, for messages.
Missing missing_of(const std::vector<Lack>& lacks);

}  // namespace whittle::verify
