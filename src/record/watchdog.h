// Kills a container that runs for too long, so that the recording ends and its trace is still
// written.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

namespace whittle::record {

class Watchdog {
 public:
  // pidfd: of the container's init (pidfd_open(2)), open while this object exists. limit: nullopt:
  // never.
  Watchdog(int pidfd, std::optional<std::chrono::milliseconds> limit);

  // Stops watching. Returns whether it has killed the container.
  bool stop();

 private:
  std::atomic<bool> killed_ = false;
  std::jthread thread_;
};

}  // namespace whittle::record
