// Loads the units of a plan in batches, so that one which never ends, or which ends the runtime, is
// found, skipped and reported.
//
// Units are begun one after the other, and each begin is told, so the unit at fault is the last one
// that was begun: the next batch starts after it. Each batch gets further by at least one unit.
#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "rehearse/unit.h"
#include "whittle/exit.h"

namespace whittle::rehearse {

// One run of a driver.
struct BatchRun {
  std::string output;
  bool killed = false;  // it printed nothing for too long, or its time was over
  Exit exit;
  std::string trouble;  // why there was no run; empty: there was
};

struct Batches {
  // units: in the order of the plan, few enough for a command line.
  std::function<BatchRun(std::span<const Unit> units, const std::string& token)> run;
  std::function<bool()> time_is_over;
};

// One result a unit.
std::vector<UnitResult> run_batches(std::span<const Unit> units, const Batches& batches);

}  // namespace whittle::rehearse
