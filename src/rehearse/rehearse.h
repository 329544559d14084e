// A rehearsal: kept parts of the app that no recorded run used are loaded by their own runtimes, in
// the original, to see what else they need.
//
// A lazily imported module may be kept and yet be broken, because the name of a part of it is
// computed. Loading it shows that. What was touched is added to the keep set, also by a unit that
// could not be loaded: code that catches the error goes on with the parts that were, and the units
// after it do not open these again. Nothing here counts as recorded: no system call of a rehearsal
// gets into a trace or a profile.
//
// Then the same units are loaded in the result, in the same order; what loaded in the original has
// to load there.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "rehearse/runtimes/table.h"
#include "rehearse/sandbox.h"
#include "select/extend_keep_set.h"
#include "whittle/rehearsal.h"

namespace whittle::rehearse {

// A plan that was carried out in the original.
struct Rehearsed {
  Plan plan;
  std::vector<UnitResult> results;  // one a unit
  std::set<std::string> touched;    // canonical paths in the image
  std::set<std::size_t> left_out;   // units that need what did not fit the budget
  bool left_out_shared = false;     // so does some unit, but which is not known
};

struct Loaded {
  std::vector<Rehearsed> runtimes;
  double seconds = 0;
  double container_seconds = 0;
};

// Stops at the end of the time limit.
Loaded load_kept(const Selected& selected, const SandboxOptions& options);

// What has to be added for the units, one addition a unit and one for what no unit tells.
struct Additions {
  struct Of {
    std::size_t runtime = 0;  // of Loaded::runtimes
    std::optional<std::size_t> unit;
  };
  std::vector<select::Addition> additions;
  std::vector<Of> of;  // of the same length
};
Additions additions_for(const Loaded& loaded, const FileTree& tree, const KeepSet& keep);

// Puts down what did not fit, and counts all for the report.
Rehearsal note_added(Loaded& loaded, const Additions& additions,
                     std::span<const select::Extended::Added> added, const SandboxOptions& options);

}  // namespace whittle::rehearse
