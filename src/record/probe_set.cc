#include "record/probe_set.h"

#include <fcntl.h>

#include <algorithm>

#include "base/open_inside.h"
#include "probes/probes.h"
#include "record/cross_check.h"

namespace whittle::record {

void ProbeSet::prepare(const RecordingScope& scope) {
  rootfs_ = scope.rootfs;
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

// A path of the image that was removed is in `changed`.
bool ProbeSet::is_unchanged(const std::string& path, const std::set<std::string>& changed) const {
  for (std::size_t end = path.size(); end != std::string::npos && end > 0;
       end = path.rfind('/', end - 1)) {
    if (changed.contains(path.substr(0, end))) return false;
  }
  const base::Fd root(::open(rootfs_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  return root &&
         base::try_open_inside(root.get(), path, O_PATH | O_NOFOLLOW, base::Symlinks::refused);
}

void ProbeSet::stop(Trace& into) {
  std::vector<ProbeTrace> traces;
  for (auto& probe : probes_) {
    ProbeTrace& trace = traces.emplace_back(ProbeTrace{probe->name(), probe->sees(), Trace()});
    probe->stop(trace.trace);
  }
  Losses losses = into.losses;
  for (const ProbeTrace& trace : traces) {
    into.probes.emplace(trace.probe);
    into.merge(trace.trace);
    losses.add(trace.trace.losses);
  }
  const std::vector<std::string> found = contradictions(
      traces, [&](const std::string& path) { return is_unchanged(path, into.written); });
  losses.contradiction += found.size();
  into.losses = losses;
  Trace told;
  told.contradictions.insert(found.begin(), found.end());
  into.merge(told);
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
