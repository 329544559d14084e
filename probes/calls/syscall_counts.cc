#include "probes/calls/syscall_counts.h"

#include "trace/syscall_names.h"

namespace whittle::probes {

SyscallCounts::Phases& SyscallCounts::slot(std::uint32_t audit_arch, std::uint64_t number) {
  Abi& abi = abis_[audit_arch];
  if (number < kUsual) return abi.usual[number];
  const auto found = abi.unusual.find(number);
  if (found != abi.unusual.end()) return found->second;
  return abi.unusual.size() < kMaxUnusual ? abi.unusual[number] : overflow_;
}

void SyscallCounts::merge_into(Trace& trace) const {
  const auto add = [&](std::uint32_t arch, std::uint64_t number, const Phases& phases) {
    const std::string abi = trace::abi_name(arch, number);
    const std::string name = trace::syscall_name(arch, number);
    if (!phases.entered.empty()) trace.syscalls[abi][name].merge(phases.entered);
    if (!phases.denied.empty()) trace.denied_syscalls[abi][name].merge(phases.denied);
  };
  for (const auto& [arch, abi] : abis_) {
    for (std::uint64_t number = 0; number < kUsual; ++number) {
      const Phases& phases = abi.usual[number];
      if (!phases.entered.empty()) add(arch, number, phases);
    }
    for (const auto& [number, phases] : abi.unusual) add(arch, number, phases);
  }
}

}  // namespace whittle::probes
