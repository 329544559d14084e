// What a compiled profile answers to one call.
#pragma once

#include <linux/seccomp.h>
#include <seccomp.h>

#include <cstdint>

#include "profile/bpf.h"
#include "profile/compile.h"

namespace whittle::testing {

// The result of the compiled filter: 0 if allowed, else the errno.
inline int filtered(const SeccompProfile& profile, const char* name, unsigned index = 0,
                    std::uint64_t value = 0) {
  const auto program = profile::compile(profile);
  seccomp_data call{.nr = seccomp_syscall_resolve_name(name),
                    .arch = SCMP_ARCH_X86_64,
                    .instruction_pointer = 0,
                    .args = {}};
  call.args[index] = value;
  const std::uint32_t result = profile::run_filter(program, call);
  return (result & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ALLOW
             ? 0
             : static_cast<int>(result & SECCOMP_RET_DATA);
}

}  // namespace whittle::testing
