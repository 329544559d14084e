// Kills a container that runs for too long, or prints nothing for too long, so that the recording
// ends and its trace is still written.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

namespace whittle::record {

class Watchdog {
 public:
  using Limit = std::optional<std::chrono::milliseconds>;  // nullopt: never

  // pidfd: of the container's init (pidfd_open(2)), open while this object exists. last_output:
  // when it printed last, likewise.
  Watchdog(int pidfd, Limit limit, Limit silence,
           const std::atomic<std::chrono::steady_clock::time_point>& last_output);

  // Stops watching. Returns whether it has killed the container.
  bool stop();

 private:
  void watch(const std::stop_token& stop, int pidfd, Limit limit, Limit silence,
             const std::atomic<std::chrono::steady_clock::time_point>& last_output);

  std::atomic<bool> killed_ = false;
  std::jthread thread_;
};

}  // namespace whittle::record
