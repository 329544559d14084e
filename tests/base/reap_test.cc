#include "base/reap.h"

#include <doctest/doctest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "base/subprocess.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

pid_t fork_child(int status) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::pause();
    ::_exit(status);
  }
  return pid;
}

Exit eventually(pid_t pid) {
  for (;;) {
    if (const auto exit = base::try_reap(pid)) return *exit;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

TEST_CASE("a child is reaped once it has ended") {
  const pid_t pid = fork_child(0);
  CHECK_FALSE(base::try_reap(pid));
  ::kill(pid, SIGKILL);
  CHECK(eventually(pid) == Exit{.signal = SIGKILL});
  CHECK(::kill(pid, 0) != 0);
  CHECK_THROWS_AS(base::try_reap(pid), SystemError);
}

TEST_CASE("stops and the end of a traced child are left to the tracer, and its exit is known") {
  const pid_t pid = fork_child(0);
  std::atomic<bool> stopped = false;
  std::atomic<bool> looked = false;
  bool tracer_saw_stop = false;
  std::thread tracer([&] {
    ::ptrace(PTRACE_SEIZE, pid, nullptr, 0L);
    ::ptrace(PTRACE_INTERRUPT, pid, nullptr, nullptr);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WSTOPPED | WNOWAIT | __WALL);
    stopped = true;
    while (!looked) std::this_thread::yield();
    int status = 0;
    tracer_saw_stop = ::waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, &status, __WALL | __WNOTHREAD);
    base::note_exit(pid, status);
  });
  while (!stopped) std::this_thread::yield();
  CHECK_FALSE(base::try_reap(pid));
  looked = true;
  tracer.join();
  CHECK(tracer_saw_stop);
  CHECK(eventually(pid) == Exit{.signal = SIGKILL});
}
