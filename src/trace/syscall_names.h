// System calls by ABI and number, with libseccomp's names (plus those newer than the installed
// libseccomp).
//
// An ABI is given by its AUDIT_ARCH_* value (linux/audit.h), as in PTRACE_GET_SYSCALL_INFO and
// seccomp. Tables are built once for each ABI; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whittle::trace {

// "x86_64", "x86", "aarch64", "x32" (its numbers carry bit 30); "unknown_<hex>" if libseccomp does
// not know it.
std::string abi_name(std::uint32_t audit_arch, std::uint64_t number = 0);
std::string syscall_name(std::uint32_t audit_arch, std::uint64_t number);  // or "unknown_<number>"
std::optional<std::uint64_t> syscall_number(std::uint32_t audit_arch, std::string_view name);

}  // namespace whittle::trace
