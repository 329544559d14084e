#include "base/background.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>

#include "whittle/error.h"

namespace whittle::base {
namespace {

constexpr int kKept = 3;

// False where it still has something of the process that started it.
bool let_go_of_everything(int keep) {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0 || ::chdir("/") != 0) return false;
  // keep is moved first: it may be one of 0..2, and null may have its new number.
  const int kept = ::fcntl(keep, F_DUPFD_CLOEXEC, kKept + 1);
  const int nothing = ::fcntl(null, F_DUPFD_CLOEXEC, kKept + 1);
  if (kept < 0 || nothing < 0) return false;
  for (int stream = 0; stream < kKept; ++stream) {
    if (::dup2(nothing, stream) < 0) return false;
  }
  if (::dup3(kept, kKept, O_CLOEXEC) < 0) return false;
  return ::close_range(kKept + 1, ~0U, 0) == 0;
}

[[noreturn]] void live(int keep, const std::function<void(int)>& body) {
  for (const int number : {SIGHUP, SIGINT, SIGTERM, SIGPIPE}) ::signal(number, SIG_IGN);
  if (!let_go_of_everything(keep)) ::_exit(1);
  ::umask(022);
  try {
    body(kKept);
  } catch (const std::exception&) {
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace

void start_in_background(int keep, const std::function<void(int kept)>& body) {
  // Forked twice, so that it is not a child of this process.
  const pid_t middle = ::fork();
  if (middle < 0) throw SystemError("cannot start a process", errno);
  if (middle == 0) {
    ::setsid();
    const pid_t last = ::fork();
    if (last == 0) live(keep, body);
    ::_exit(last < 0 ? errno : 0);
  }
  int status = 0;
  while (::waitpid(middle, &status, 0) < 0) {
    if (errno != EINTR) throw SystemError("cannot wait for a process", errno);
  }
  if (WEXITSTATUS(status) != 0) throw SystemError("cannot start a process", WEXITSTATUS(status));
}

}  // namespace whittle::base
