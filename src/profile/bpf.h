// Runs a seccomp filter, as the kernel does (seccomp(2), "Seccomp filter"; the instructions that
// net/core/filter.c and kernel/seccomp.c allow there).
#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <cstdint>
#include <span>

namespace whittle::profile {

// SECCOMP_RET_* with its data. Throws Error for a program that the kernel would refuse: another
// instruction, a jump or a load out of bounds, no end, or more than BPF_MAXINSNS instructions.
std::uint32_t run_filter(std::span<const sock_filter> program, const seccomp_data& call);

}  // namespace whittle::profile
