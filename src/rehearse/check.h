// Loads in the result what loaded in the original.
//
// A unit that fails is asked again before it counts, alone with the others that fail, in the result
// and in the original: it may depend on what was loaded before, or on chance.
#pragma once

#include <string>
#include <vector>

#include "rehearse/rehearse.h"
#include "whittle/trace.h"

namespace whittle::rehearse {

struct Failure {
  UnitNote note;
  // What it needs did not fit the data budget: it is known, and not to be repaired.
  bool left_out = false;
};

struct Checked {
  std::size_t units = 0;  // that were loaded
  std::vector<Failure> failures;
  Trace trace;  // of the failing units in the result: what they looked for
  double container_seconds = 0;
};

// result: with the options of the original; its time is as long.
Checked check(const Loaded& loaded, const Subject& original, const Subject& result,
              const SandboxOptions& options);

}  // namespace whittle::rehearse
