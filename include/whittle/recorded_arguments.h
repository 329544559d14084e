// System calls of which an argument is recorded, because a profile should allow only some of its
// values. Only arguments in registers: a seccomp(2) filter cannot read memory.
//
// Probes record the values into Trace::arguments; profile/ makes conditions of them.
#pragma once

#include <cstdint>
#include <string_view>

namespace whittle {

// CLONE_NEW*, which make namespaces (linux/sched.h). CLONE_NEWTIME is one of the bits of the
// signal in clone(2), so only clone3(2) and unshare(2) know it.
inline constexpr std::uint64_t kNamespaceFlags = 0x7e020000;
inline constexpr std::uint64_t kTimeNamespaceFlag = 0x80;

struct RecordedArgument {
  std::string_view call;
  unsigned index;
  std::uint64_t mask;  // the bits that the kernel reads, or those of interest
  std::string_view why;
};

inline constexpr std::uint64_t kInt =
    0xffffffff;  // an int: the upper half of the register is ignored

inline constexpr RecordedArgument kRecordedArguments[] = {
    {"clone", 0, kNamespaceFlags, "namespaces: user namespaces open much of the kernel"},
    // The first member of its struct clone_args, which a profile cannot see.
    {"clone3", 0, kNamespaceFlags | kTimeNamespaceFlag, "as clone"},
    {"ioctl", 1, kInt, "requests: TIOCSTI types into the terminal"},
    {"personality", 0, kInt, "switches off address space randomisation"},
    {"prctl", 0, kInt, "options"},
    {"socket", 0, kInt, "address families: each is a network stack of its own"},
    {"socketpair", 0, kInt, "as socket"},
    {"unshare", 0, kInt, "as clone"},
};

}  // namespace whittle
