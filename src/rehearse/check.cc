#include "rehearse/check.h"

#include <algorithm>

namespace whittle::rehearse {
namespace {

bool is_failure(const UnitResult& result) {
  return result.outcome == Outcome::failed || result.outcome == Outcome::skipped;
}

// By the indexes of a plan's units.
using Indexes = std::vector<std::size_t>;

std::vector<Unit> units_at(const Plan& plan, const Indexes& indexes) {
  std::vector<Unit> units;
  units.reserve(indexes.size());
  for (const std::size_t index : indexes) units.push_back(plan.units[index]);
  return units;
}

// Those that the driver went through in the original, also what failed there: loading it may change
// what comes after it.
Indexes to_repeat(const Rehearsed& rehearsed) {
  Indexes indexes;
  for (std::size_t unit = 0; unit < rehearsed.results.size(); ++unit) {
    const Outcome outcome = rehearsed.results[unit].outcome;
    if (outcome == Outcome::loaded || outcome == Outcome::failed) indexes.push_back(unit);
  }
  return indexes;
}

class Check {
 public:
  Check(const Subject& original, const Subject& result, const SandboxOptions& options)
      : original_(original, options), result_(result, options), tree_(result.tree) {}

  void run(const Rehearsed& rehearsed) {
    const Plan& plan = rehearsed.plan;
    // A driver that is no program of the app, such as a shell, need not be in the result.
    if (!tree_.resolve(plan.command.front(), FollowLast::yes).node) return;
    const Indexes all = to_repeat(rehearsed);
    if (all.empty()) return;
    Trace unused;
    const std::vector<UnitResult> results = load(result_, plan, all, Watch::nothing, unused);
    Indexes failing;
    std::vector<std::string> details;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (rehearsed.results[all[i]].outcome != Outcome::loaded) continue;
      if (results[i].outcome != Outcome::not_reached) ++checked_.units;
      if (!is_failure(results[i])) continue;
      failing.push_back(all[i]);
      details.push_back(results[i].detail);
    }
    if (!failing.empty()) ask_again(rehearsed, failing, details);
  }

  Checked finish() && {
    checked_.container_seconds = original_.container_seconds() + result_.container_seconds();
    return std::move(checked_);
  }

 private:
  static std::vector<UnitResult> load(Sandbox& sandbox, const Plan& plan, const Indexes& indexes,
                                      Watch watch, Trace& trace) {
    return sandbox.load(plan, units_at(plan, indexes), watch, trace);
  }

  // What there is no time to ask again stays as it was told first: it loaded in the original.
  void ask_again(const Rehearsed& rehearsed, const Indexes& failing,
                 const std::vector<std::string>& details) {
    Trace trace;
    Trace unused;
    const Plan& plan = rehearsed.plan;
    const auto in_result = load(result_, plan, failing, Watch::nothing, unused);
    const auto in_original = load(original_, plan, failing, Watch::nothing, unused);
    bool any = false;
    for (std::size_t i = 0; i < failing.size(); ++i) {
      if (in_result[i].outcome == Outcome::loaded || is_failure(in_original[i])) continue;
      any = true;
      checked_.failures.push_back(
          {.note = {title(plan, failing[i]), details[i]},
           .left_out = rehearsed.left_out_shared || rehearsed.left_out.contains(failing[i])});
    }
    // Only now with probes that slow it down: they must not be why a unit takes too long.
    if (!any) return;
    load(result_, plan, failing, Watch::everything, trace);
    checked_.trace.merge(trace);
  }

  Sandbox original_;
  Sandbox result_;
  const FileTree& tree_;
  Checked checked_;
};

}  // namespace

Checked check(const Loaded& loaded, const Subject& original, const Subject& result,
              const SandboxOptions& options) {
  Check check(original, result, options);
  for (const Rehearsed& rehearsed : loaded.runtimes) check.run(rehearsed);
  return std::move(check).finish();
}

}  // namespace whittle::rehearse
