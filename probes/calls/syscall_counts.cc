#include "probes/calls/syscall_counts.h"

#include <algorithm>

#include "trace/capability_names.h"
#include "trace/syscall_names.h"

namespace whittle::probes {

void CallSet::insert(std::uint32_t audit_arch, std::uint64_t number) {
  auto abi = std::ranges::find(abis_, audit_arch, &Abi::arch);
  if (abi == abis_.end()) abi = abis_.insert(abi, Abi{.arch = audit_arch});
  if (number < kUsual) {
    abi->usual[number / 64] |= std::uint64_t{1} << (number % 64);
  } else if (abi->unusual.size() < kMaxUnusual) {
    abi->unusual.insert(number);
  }
}

CallsOf& SyscallCounts::of(Phase phase, const std::string& executable,
                           const std::string* exercise) {
  const bool has_exercise = exercise != nullptr && is_driven(phase);
  const std::tuple key(phase, executable, has_exercise ? *exercise : std::string());
  const auto found = calls_.find(key);
  if (found != calls_.end()) return found->second;
  return calls_.size() < kMax ? calls_[key] : calls_[{phase, "", ""}];
}

void SyscallCounts::merge_into(Trace& trace) const {
  for (const auto& [key, calls] : calls_) {
    const auto& [phase, executable, exercise] = key;
    CallUse use;
    use.phases.insert(phase);
    if (!executable.empty()) use.users.insert(executable);
    if (!exercise.empty()) use.exercises.insert(exercise);
    const auto adder = [&use](Calls& into) {
      return [&use, &into](std::uint32_t arch, std::uint64_t number) {
        into[trace::abi_name(arch, number)][trace::syscall_name(arch, number)].merge(use);
      };
    };
    calls.entered.for_each(adder(trace.syscalls));
    calls.denied.for_each(adder(trace.denied_syscalls));
    for (const unsigned number : calls.capabilities) {
      trace.capabilities[trace::capability_name(number)].merge(use);
    }
  }
}

}  // namespace whittle::probes
