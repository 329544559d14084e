#include "record/cross_check.h"

#include <algorithm>

#include "exercise/outcome.h"
#include "trace/used_calls.h"

namespace whittle::record {
namespace {

using Uses = EnumSet<Use>;

// Calls that open files without naming them: only fanotify sees these opens.
constexpr std::string_view kNameless = "io_uring_enter io_uring_setup open_by_handle_at";

bool has_any(const Uses& uses, std::initializer_list<Use> wanted) {
  return std::ranges::any_of(wanted, [&](Use use) { return uses.contains(use); });
}

bool is_opened(const FileUse& file) {
  return used_by_app(file.phases) && has_any(file.uses, {Use::open, Use::exec});
}

// Whether the recorded use by calls explains the open that fanotify reports. An opened directory
// may be recorded as listed or changed; for an exec that fails the kernel opens the file.
bool explains(const FileUse& call, const FileUse& opened) {
  if (has_any(call.uses, {Use::open, Use::exec, Use::list, Use::change})) return true;
  return !opened.uses.contains(Use::open) && call.uses.contains(Use::lookup);
}

class CrossCheck {
 public:
  CrossCheck(const ProbeTrace& opens, const ProbeTrace& calls, const IsUnchanged& is_unchanged)
      : opens_(opens), calls_(calls), is_unchanged_(is_unchanged) {}

  void add_to(std::vector<std::string>& found) const {
    const bool explained_by_call = trace::UsedCalls(calls_.trace).any_of(kNameless);
    for (const auto& [path, use] : opens_.trace.files) {
      if (!is_opened(use) || explained_by_call) continue;
      const auto call = calls_.trace.files.find(path);
      const bool explained = call != calls_.trace.files.end() && explains(call->second, use);
      if (!explained && is_unchanged_(path)) found.push_back(contradiction(path, opens_, calls_));
    }
    // A probe that does not see results records failed opens too.
    if (!calls_.sees.refusals) return;
    for (const auto& [path, use] : calls_.trace.files) {
      if (!is_opened(use)) continue;
      const auto open = opens_.trace.files.find(path);
      const bool is_seen =
          open != opens_.trace.files.end() && has_any(open->second.uses, {Use::open, Use::exec});
      if (!is_seen && is_unchanged_(path)) found.push_back(contradiction(path, calls_, opens_));
    }
  }

 private:
  static std::string contradiction(const std::string& path, const ProbeTrace& seen,
                                   const ProbeTrace& unseen) {
    return std::string(seen.probe) + " saw " + exercise::printable(path) + " opened, " +
           std::string(unseen.probe) + " did not";
  }

  const ProbeTrace& opens_;
  const ProbeTrace& calls_;
  const IsUnchanged& is_unchanged_;
};

}  // namespace

std::vector<std::string> contradictions(std::span<const ProbeTrace> traces,
                                        const IsUnchanged& is_unchanged) {
  std::vector<std::string> found;
  for (const ProbeTrace& opens : traces) {
    if (!opens.sees.kernel_opens) continue;
    for (const ProbeTrace& calls : traces) {
      if (calls.sees.opens && calls.sees.lookups)
        CrossCheck(opens, calls, is_unchanged).add_to(found);
    }
  }
  return found;
}

}  // namespace whittle::record
