// The output of the recorded app: keeps the last part, and passes all of it on at once.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "base/sha256.h"
#include "whittle/exercise.h"
#include "whittle/progress.h"

namespace whittle::record {

class Log {
 public:
  static constexpr std::size_t kKept = std::size_t{1} << 20;  // bytes

  explicit Log(Progress& progress) : progress_(progress) {}
  void append(std::string_view bytes);  // from the container's reader thread
  std::string text() const;
  Content content();  // after the last append()
  // When append() was called last.
  const std::atomic<std::chrono::steady_clock::time_point>& last_output() const { return last_; }

 private:
  Progress& progress_;
  std::atomic<std::chrono::steady_clock::time_point> last_{};
  mutable std::mutex mutex_;
  std::string text_;
  Content content_;
  base::Sha256 digest_;
};

}  // namespace whittle::record
