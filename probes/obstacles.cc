#include "probes/obstacles.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/fanotify.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/fd.h"
#include "base/user_namespace.h"
#include "whittle/error.h"

namespace whittle::probes {

namespace {

std::optional<Obstacle> filter_obstacle(std::uint32_t action, const std::string& since) {
  if (::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0) return std::nullopt;
  return Obstacle{"seccomp: " + error_text(errno),
                  "needs " + since + " or later with CONFIG_SECCOMP_FILTER"};
}

}  // namespace

std::optional<Obstacle> fanotify_obstacle() {
  const base::Fd group(
      ::fanotify_init(FAN_CLASS_NOTIF | FAN_UNLIMITED_QUEUE | FAN_UNLIMITED_MARKS | FAN_CLOEXEC,
                      O_RDONLY | O_CLOEXEC));
  if (group) return std::nullopt;
  const int error = errno;
  if (error == ENOSYS)
    return Obstacle{"the kernel has no fanotify", "needs a kernel with CONFIG_FANOTIFY"};
  if (base::in_user_namespace()) {
    return Obstacle{"fanotify cannot watch an overlay from within a user namespace",
                    "run as the machine's root, or use --probe ptrace or --probe notify"};
  }
  return Obstacle{"fanotify_init: " + error_text(error), "run as root, with CAP_SYS_ADMIN"};
}

std::optional<Obstacle> notify_obstacle() {
  return filter_obstacle(SECCOMP_RET_USER_NOTIF, "Linux 5.7");
}

std::optional<Obstacle> ptrace_filter_obstacle() {
  if (auto obstacle = filter_obstacle(SECCOMP_RET_TRACE, "Linux 5.3")) return obstacle;
  return ptrace_obstacle();
}

// ptrace may be forbidden altogether, mostly by the seccomp filter of an outer container.
std::optional<Obstacle> ptrace_obstacle() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  if (child < 0) return Obstacle{"fork: " + error_text(errno), ""};
  const bool seized = ::ptrace(PTRACE_SEIZE, child, nullptr, nullptr) == 0;
  const int error = errno;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  if (seized) return std::nullopt;
  return Obstacle{"ptrace: " + error_text(error),
                  "allow ptrace: CAP_SYS_PTRACE, and a seccomp profile that allows it"};
}

}  // namespace whittle::probes
