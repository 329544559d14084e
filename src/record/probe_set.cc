#include "record/probe_set.h"

#include <algorithm>

#include "probes/probes.h"

namespace whittle::record {

void ProbeSet::prepare(const RecordingScope& scope) {
  for (auto& probe : probes_) probe->prepare(scope);
}

std::optional<CallFilter> ProbeSet::filter() const {
  for (const auto& probe : probes_) {
    if (auto filter = probe->filter()) return filter;
  }
  return std::nullopt;
}

void ProbeSet::adopt(pid_t runtime_process, Phase phase) {
  for (auto& probe : probes_) probe->adopt(runtime_process, phase);
}

void ProbeSet::attach(const ContainerState& state) {
  for (auto& probe : probes_) probe->attach(state);
}

void ProbeSet::begin(const std::string& exercise) {
  for (auto& probe : probes_) probe->begin(exercise);
}

void ProbeSet::enter(Phase phase) {
  for (auto& probe : probes_) probe->enter(phase);
}

void ProbeSet::stop(Trace& into) {
  for (auto& probe : probes_) {
    into.probes.emplace(probe->name());
    probe->stop(into);
  }
}

ProbeSet make_probes(const ProbePlan& plan) {
  std::vector<std::unique_ptr<Probe>> probes;
  for (const probes::ProbeRow& row : probes::probe_table()) {
    if (std::ranges::find(plan.probes, row.name) != plan.probes.end()) {
      probes.push_back(row.make());
    }
  }
  return ProbeSet(std::move(probes));
}

}  // namespace whittle::record
