// Calls that change how paths resolve and may not have returned yet. Paths resolved meanwhile may
// be from before or after the change, so they must not be cached.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <unordered_map>

namespace whittle::probes {

class PendingCalls {
 public:
  void add(pid_t tid, int number) { calls_[tid] = number; }
  // The thread makes its next call, so the pending one has returned.
  void note_next_call(pid_t tid) { calls_.erase(tid); }
  // Whether no call is pending. Checks threads that made no call since, at most every
  // kCheckInterval.
  bool none();

 private:
  static constexpr std::chrono::milliseconds kCheckInterval{10};

  std::unordered_map<pid_t, int> calls_;  // thread -> the call's number
  std::chrono::steady_clock::time_point checked_;
};

}  // namespace whittle::probes
