#include "probes/ptrace/stopped_call.h"

#include <elf.h>
#include <linux/audit.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include <cerrno>
#include <cstddef>

#include "probes/calls/process_memory.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr long kNoCall = -1;

#if defined(__x86_64__)

bool poke(pid_t tid, std::size_t offset, long value) {
  return ::ptrace(PTRACE_POKEUSER, tid, offset, value) == 0;
}
bool set_first_argument(pid_t tid, const Call& call, std::uint64_t value) {
  const std::size_t offset = call.is_narrow() ? offsetof(user, regs.rbx) : offsetof(user, regs.rdi);
  return poke(tid, offset, static_cast<long>(value));
}
bool set_end(pid_t tid, long result) {
  return poke(tid, offsetof(user, regs.orig_rax), kNoCall) &&
         poke(tid, offsetof(user, regs.rax), result);
}

#elif defined(__aarch64__)

bool set_first_argument(pid_t tid, const Call& /*call*/, std::uint64_t value) {
  user_regs_struct registers{};
  iovec part{&registers, sizeof registers};
  if (::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &part) != 0) return false;
  registers.regs[0] = value;
  return ::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &part) == 0;
}
bool set_end(pid_t tid, long result) {
  int number = kNoCall;
  iovec part{&number, sizeof number};
  return ::ptrace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &part) == 0 &&
         set_first_argument(tid, {}, static_cast<std::uint64_t>(result));
}

#endif

}  // namespace

void refuse_call(pid_t tid, int error) {
  if (set_end(tid, -error) || errno == ESRCH) return;  // killed meanwhile
  throw SystemError("cannot refuse a call as the seccomp profile says", errno,
                    "record with other probes (--probe, whittle doctor)");
}

bool show_child(const Tracee& tracee) {
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
