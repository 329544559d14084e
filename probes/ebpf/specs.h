// Which arguments of each call the BPF program reads: the tables of path_calls.cc and
// recorded_arguments.h, by call number.
#pragma once

#include <cstdint>
#include <span>

#include "probes/calls/path_calls.h"
#include "probes/ebpf/record.h"

namespace whittle::probes {

// AUDIT_ARCH_* of the native ABI (0) and of the 32-bit one (1).
std::uint32_t arch_of_abi(unsigned abi);

// specs has kAbis * kCallNumbers elements.
void fill_specs(PathCalls& path_calls, std::span<path_spec> specs);

}  // namespace whittle::probes
