// Kills a container that runs for too long, so that whoever waits for it goes on and the run tells
// what it knows.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

namespace whittle::record {

class Watchdog {
 public:
  // pidfd: of the container's init (pidfd_open(2)), open as long as this lives. Empty: never.
  Watchdog(int pidfd, std::optional<std::chrono::milliseconds> limit);

  // No more from here on. Whether it has killed.
  bool rest();

 private:
  std::atomic<bool> killed_ = false;
  std::jthread thread_;
};

}  // namespace whittle::record
