// What a rehearsal found: kept parts of the app that no recorded run used, loaded by their own
// runtimes to see what else they need (src/rehearse/rehearse.h). Sizes are in bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace whittle {

// A unit that could not be loaded in one of the two images, or was not asked to be.
struct UnitNote {
  std::string unit;  // "import zoneinfo"
  std::string what;  // "ran for 2.5 s without an end", "exited with status 3"; one line
};

// The units of one runtime.
struct RuntimeRehearsal {
  std::string runtime;  // "Python"
  std::size_t units = 0;
  std::size_t loaded = 0;
  std::size_t failed = 0;       // also in the original, so that nothing can be missing for them
  std::size_t not_reached = 0;  // in the time that there was
  std::vector<UnitNote> skipped;
  std::size_t files = 0;  // that were added, and their bytes
  std::int64_t bytes = 0;
};

struct Rehearsal {
  bool run = false;
  std::vector<RuntimeRehearsal> runtimes;
  double seconds = 0;       // of the loads in the original
  double time_limit = 0;    // seconds
  std::size_t checked = 0;  // units that were loaded in the result, too
  // What loads in the original and not in the result, though nothing is seen to be missing.
  std::vector<UnitNote> fails_in_result;
};

}  // namespace whittle
