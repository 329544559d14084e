// Calls that were let happen and will change where paths lead, until it is certain that they are
// over. What is found meanwhile may be from before or after, and is not to be remembered.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <unordered_map>

namespace whittle::probes {

class Pending {
 public:
  void add(pid_t tid, int number) { calls_[tid] = number; }
  // Its next call: the one before is over.
  void calls_again(pid_t tid) { calls_.erase(tid); }
  // Looks after those that have not called since, now and then.
  bool none();

 private:
  static constexpr std::chrono::milliseconds kLook{10};

  std::unordered_map<pid_t, int> calls_;  // thread -> the call's number
  std::chrono::steady_clock::time_point looked_;
};

}  // namespace whittle::probes
