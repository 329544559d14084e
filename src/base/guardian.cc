#include "base/guardian.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "whittle/error.h"

namespace whittle::base {
namespace {

// Only async-signal-safe calls: other threads may have held a lock at the fork. It closes the
// inherited descriptors, which would keep files and pipes open after this process has ended.
[[noreturn]] void guard(int line, int guarded) {
  ::setsid();  // no SIGINT by Ctrl-C: it must live until this process is gone
  line = ::fcntl(line, F_DUPFD, 3);
  guarded = ::fcntl(guarded, F_DUPFD, 3);
  if (::dup2(line, 0) < 0 || ::dup2(guarded, 1) < 0) ::_exit(1);
  ::syscall(SYS_close_range, 2U, ~0U, 0U);
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  char byte = 0;
  ssize_t length = 0;
  do {
    length = ::read(0, &byte, 1);
  } while (length < 0 && errno == EINTR);
  if (length != 1) ::syscall(SYS_pidfd_send_signal, 1, SIGKILL, nullptr, 0U);
  ::_exit(0);
}

}  // namespace

Guardian::Guardian(pid_t guarded) {
  const Fd process(static_cast<int>(::syscall(SYS_pidfd_open, guarded, 0U)));
  if (!process && errno == ESRCH) return;  // gone already
  if (!process) throw SystemError("cannot guard the container's process", errno);
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw SystemError("cannot make a pair of sockets", errno);
  }
  const Fd other(ends[1]);
  line_ = Fd(ends[0]);
  child_ = ::fork();
  if (child_ < 0) throw SystemError("cannot start the container's guardian", errno);
  if (child_ == 0) guard(other.get(), process.get());
}

void Guardian::release() {
  if (child_ < 0) return;
  const char byte = 0;
  // If something else killed it, there is nothing to report.
  ::send(line_.get(), &byte, 1, MSG_NOSIGNAL);
}

Guardian::~Guardian() {
  line_.reset();
  if (child_ < 0) return;
  while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace whittle::base
