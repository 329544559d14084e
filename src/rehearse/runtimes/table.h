// The runtimes whose units are rehearsed: how a unit is recognised, and the driver that loads them.
//
// A runtime is used where a recorded run executed it, with the very program that was executed: what
// no run used is not what the app loads its parts with. What a driver prints is in
// rehearse/driver_output.h.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rehearse/subject.h"
#include "rehearse/unit.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"
#include "whittle/trace.h"

namespace whittle::rehearse {

// What a selection was made from, and what it keeps.
struct Selected {
  const Subject& original;
  const tree::Contents& contents;
  const Trace& trace;
  const PackageIndex& packages;
  const KeepSet& keep;
};

struct RuntimeRow {
  std::string_view name;
  // No units: nothing to load, or nothing to load it with. Usually one plan.
  std::vector<Plan> (*plan)(const Selected& selected);
};
std::span<const RuntimeRow> runtime_table();

std::vector<Plan> plan_beam(const Selected& selected);
std::vector<Plan> plan_elf(const Selected& selected);
std::vector<Plan> plan_node(const Selected& selected);
std::vector<Plan> plan_perl(const Selected& selected);
std::vector<Plan> plan_python(const Selected& selected);
std::vector<Plan> plan_r(const Selected& selected);
std::vector<Plan> plan_ruby(const Selected& selected);

}  // namespace whittle::rehearse
