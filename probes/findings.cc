#include "probes/findings.h"

namespace whittle::probes {

void Findings::note(FileUse& use, EnumSet<Use> uses, Phase phase, const std::string& user) {
  use.uses.merge(uses);
  use.phases.insert(phase);
  if (use.sources.empty()) use.sources.insert(source_);
  if (!user.empty() && use.users.size() < FileUse::kMaxUsers) use.users.insert(user);
}

void Findings::file(const std::string& path, EnumSet<Use> uses, Phase phase,
                    const std::string& user) {
  auto found = trace_.files.find(path);
  if (found == trace_.files.end()) {
    if (trace_.files.size() >= kMaxFiles) {
      ++losses().unreadable_path;
      return;
    }
    found = trace_.files.emplace(path, FileUse{}).first;
  }
  note(found->second, uses, phase, user);
}

void Findings::absent(const std::string& path, EnumSet<Use> uses, Phase phase,
                      const std::string& user) {
  auto found = trace_.absent.find(path);
  if (found == trace_.absent.end()) {
    if (trace_.absent.size() >= kMaxAbsent) return;
    found = trace_.absent.emplace(path, FileUse{}).first;
  }
  note(found->second, uses, phase, user);
}

void Findings::process(ProcessRecord process) {
  if (trace_.processes.size() < kMaxProcesses) trace_.processes.insert(std::move(process));
}

void Findings::merge_into(Trace& into) {
  trace_.probes.insert(source_);
  into.merge(trace_);
}

}  // namespace whittle::probes
