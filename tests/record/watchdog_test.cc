#include "record/watchdog.h"

#include <doctest/doctest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/fd.h"

using namespace whittle;
using namespace std::chrono_literals;

namespace {

// A process that sleeps for ten seconds.
struct Sleeper {
  Sleeper() : pid(::fork()) {
    if (pid == 0) {
      ::sleep(10);
      ::_exit(0);
    }
    pidfd = base::Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    REQUIRE(pidfd);
  }
  ~Sleeper() {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  bool running() const {
    siginfo_t info{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0);
    return info.si_pid == 0;
  }
  pid_t pid;
  base::Fd pidfd;
};

const std::atomic<std::chrono::steady_clock::time_point> never{};

}  // namespace

TEST_CASE("a process that runs for too long is killed") {
  Sleeper sleeper;
  record::Watchdog watchdog(sleeper.pidfd.get(), 20ms, std::nullopt, never);
  for (int i = 0; i < 200 && sleeper.running(); ++i) std::this_thread::sleep_for(10ms);
  CHECK_FALSE(sleeper.running());
  CHECK(watchdog.stop());
}

TEST_CASE("a process that ends in time, or has no limit, is not killed") {
  Sleeper sleeper;
  record::Watchdog watchdog(sleeper.pidfd.get(), 10s, 10s, never);
  record::Watchdog without(sleeper.pidfd.get(), std::nullopt, std::nullopt, never);
  CHECK_FALSE(watchdog.stop());
  CHECK_FALSE(without.stop());
  CHECK(sleeper.running());
}

TEST_CASE("a process that prints nothing for too long is killed, one that prints is not") {
  Sleeper silent;
  Sleeper talking;
  std::atomic<std::chrono::steady_clock::time_point> printed{std::chrono::steady_clock::now() + 1h};
  record::Watchdog one(silent.pidfd.get(), std::nullopt, 20ms, never);
  record::Watchdog other(talking.pidfd.get(), std::nullopt, 20ms, printed);
  for (int i = 0; i < 200 && silent.running(); ++i) std::this_thread::sleep_for(10ms);
  CHECK_FALSE(silent.running());
  CHECK(one.stop());
  CHECK_FALSE(other.stop());
  CHECK(talking.running());
}
