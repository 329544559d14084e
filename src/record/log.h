// The output of the recorded app: keeps the last part, and passes all of it on at once.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "container/output_pump.h"
#include "content/capture.h"
#include "whittle/exercise.h"
#include "whittle/progress.h"

namespace whittle::record {

class Log {
 public:
  static constexpr std::size_t kKept = std::size_t{1} << 20;  // bytes

  explicit Log(Progress& progress) : progress_(progress) {}
  void append(container::Stream stream, std::string_view bytes);  // from the reader thread
  std::string text() const;                                       // of both streams, as it came
  // After the last append(), once.
  Content output() { return output_.finish(); }
  Content errors() { return errors_.finish(); }
  // When append() was called last.
  const std::atomic<std::chrono::steady_clock::time_point>& last_output() const { return last_; }

 private:
  Progress& progress_;
  std::atomic<std::chrono::steady_clock::time_point> last_{};
  mutable std::mutex mutex_;
  std::string text_;
  content::Capture output_;
  content::Capture errors_;
};

}  // namespace whittle::record
