// Which system calls were entered, and which were denied: a set of phases for each number of each
// ABI.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "whittle/trace.h"

namespace whittle::probes {

class SyscallCounts {
 public:
  void entered(std::uint32_t audit_arch, std::uint64_t number, Phase phase) {
    slot(audit_arch, number).entered.insert(phase);
  }
  void denied(std::uint32_t audit_arch, std::uint64_t number, Phase phase) {
    slot(audit_arch, number).denied.insert(phase);
  }
  void merge_into(Trace& trace) const;

 private:
  static constexpr std::uint64_t kUsual = 1024;     // numbers in an array
  static constexpr std::size_t kMaxUnusual = 1024;  // others: x32, and those that no kernel has

  struct Phases {
    EnumSet<Phase> entered;
    EnumSet<Phase> denied;
  };
  struct Abi {
    std::vector<Phases> usual = std::vector<Phases>(kUsual);
    std::map<std::uint64_t, Phases> unusual;
  };
  Phases& slot(std::uint32_t audit_arch, std::uint64_t number);

  std::map<std::uint32_t, Abi> abis_;
  Phases overflow_;
};

}  // namespace whittle::probes
