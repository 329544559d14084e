#include "probes/ptrace/stopped_call.h"

#include <elf.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include "probes/calls/process_memory.h"
#include "trace/syscall_names.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr std::uint64_t kX32CallBit = 0x40000000;  // __X32_SYSCALL_BIT

struct FilterLoad {
  const char* call;
  std::uint64_t first_argument;
};
constexpr FilterLoad kFilterLoads[] = {{"seccomp", SECCOMP_SET_MODE_FILTER},
                                       {"prctl", PR_SET_SECCOMP}};

Call call_of(std::uint32_t arch, std::uint64_t number, const std::uint64_t (&arguments)[6]) {
  Call call{.arch = arch, .number = number};
  std::copy(std::begin(arguments), std::end(arguments), call.arguments);
  return call;
}

#if defined(__x86_64__)

bool set_first_argument(pid_t tid, const Call& call, std::uint64_t value) {
  const std::size_t offset = call.is_32_bit() ? offsetof(user, regs.rbx) : offsetof(user, regs.rdi);
  return ::ptrace(PTRACE_POKEUSER, tid, offset, value) == 0;
}

#elif defined(__aarch64__)

bool set_first_argument(pid_t tid, const Call& /*call*/, std::uint64_t value) {
  user_regs_struct registers{};
  iovec part{&registers, sizeof registers};
  if (::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &part) != 0) return false;
  registers.regs[0] = value;
  return ::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &part) == 0;
}

#endif

}  // namespace

std::optional<CallStop> look_at_call(pid_t tid) {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) <= 0) {
    if (errno == ESRCH) return std::nullopt;
    throw SystemError("cannot read a traced system call", errno, "ptrace needs Linux 5.3 or later");
  }
  switch (info.op) {
    case PTRACE_SYSCALL_INFO_ENTRY:
      return CallStop{.call = call_of(info.arch, info.entry.nr, info.entry.args)};
    case PTRACE_SYSCALL_INFO_EXIT:
      return CallStop{.end = info.exit.is_error ? static_cast<int>(-info.exit.rval) : 0};
    case PTRACE_SYSCALL_INFO_SECCOMP:
      return CallStop{.call = call_of(info.arch, info.seccomp.nr, info.seccomp.args)};
    default:
      return std::nullopt;
  }
}

bool loads_filter(const Call& call) {
  return std::ranges::any_of(kFilterLoads, [&](const FilterLoad& load) {
    return (call.arguments[0] & 0xffffffffU) == load.first_argument &&
           trace::syscall_number(call.arch, load.call) == (call.number & ~kX32CallBit);
  });
}

bool clear_untraced_flag(const Tracee& tracee) {
  const Call& call = tracee.call;
  if (tracee.path_call->first.kind == PathArgument::Kind::clone_flags) {
    return set_first_argument(tracee.tid, call, call.arguments[0] & ~std::uint64_t{CLONE_UNTRACED});
  }
  const std::uint64_t address = call.pointer(0);  // of clone3's flags
  std::uint64_t flags = 0;
  const ProcessMemory memory(tracee.tid);
  if (!memory.read(address, std::as_writable_bytes(std::span(&flags, 1)))) return false;
  flags &= ~std::uint64_t{CLONE_UNTRACED};
  return ::ptrace(PTRACE_POKEDATA, tracee.tid, address, flags) == 0;
}

}  // namespace whittle::probes
