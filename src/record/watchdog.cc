#include "record/watchdog.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <mutex>

namespace whittle::record {

Watchdog::Watchdog(int pidfd, std::optional<std::chrono::milliseconds> limit) {
  if (!limit) return;
  thread_ = std::jthread([this, pidfd, limit = *limit](const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any woken;
    woken.wait_for(lock, stop, limit, [] { return false; });
    if (stop.stop_requested()) return;
    killed_ = ::syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0) == 0;
  });
}

bool Watchdog::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  return killed_;
}

}  // namespace whittle::record
