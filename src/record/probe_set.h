// The probes of one container, called together in the order of whittle/probe.h.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "record/probe_plan.h"
#include "whittle/probe.h"

namespace whittle::record {

class ProbeSet {
 public:
  ProbeSet() = default;  // no probes: nothing is recorded
  explicit ProbeSet(std::vector<std::unique_ptr<Probe>> probes) : probes_(std::move(probes)) {}

  // Each as in whittle/probe.h, for every probe; throws what a probe throws.
  void prepare(const RecordingScope& scope);
  std::optional<CallFilter> filter() const;  // of the probe that needs one
  void adopt(pid_t runtime_process, Phase phase);
  void attach(const ContainerState& state);
  void begin(const std::string& exercise);
  void enter(Phase phase);
  // Also adds the names of the probes and their contradictions. `written` must already be set.
  void stop(Trace& into);

 private:
  bool is_unchanged(const std::string& path, const std::set<std::string>& changed) const;

  std::string rootfs_;
  std::vector<std::unique_ptr<Probe>> probes_;
};

ProbeSet make_probes(const ProbePlan& plan);

}  // namespace whittle::record
