#include "record/watchdog.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <mutex>

namespace whittle::record {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Watchdog::Watchdog(int pidfd, Limit limit, Limit silence,
                   const std::atomic<Clock::time_point>& last_output) {
  if (!limit && !silence) return;
  thread_ = std::jthread([this, pidfd, limit, silence, &last_output](const std::stop_token& stop) {
    watch(stop, pidfd, limit, silence, last_output);
  });
}

void Watchdog::watch(const std::stop_token& stop, int pidfd, Limit limit, Limit silence,
                     const std::atomic<Clock::time_point>& last_output) {
  const Clock::time_point began = Clock::now();
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any woken;
  for (;;) {
    Clock::time_point end = limit ? began + *limit : Clock::time_point::max();
    if (silence) end = std::min(end, std::max(began, last_output.load()) + *silence);
    if (end <= Clock::now()) break;
    woken.wait_until(lock, stop, end, [] { return false; });
    if (stop.stop_requested()) return;
  }
  killed_ = ::syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0) == 0;
}

bool Watchdog::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  return killed_;
}

}  // namespace whittle::record
