// The runs of an original with which a result is compared. Each happens when it is first needed:
// nothing is run before. Two runs are more than a second apart, since many formats and pages have
// times in seconds, which would differ by chance alone otherwise.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/interruption.h"
#include "record/record.h"

namespace whittle::verify {

class OriginalRuns {
 public:
  using Run = std::function<record::Recording(record::Watch)>;
  // recording: one that had all exercises, in place of the first run; or null. It must outlive
  // this.
  OriginalRuns(const record::Recording* recording, Run run)
      : recording_(recording), run_(std::move(run)) {
    if (recording != nullptr) last_ended_ = Clock::now();  // at the latest
  }

  const record::Recording& first() {
    if (recording_ != nullptr) return *recording_;
    if (!first_) first_ = run(record::Watch::no);
    return *first_;
  }
  // Further runs show what the original does differently each time.
  const std::vector<const record::Recording*>& others() const { return others_; }
  void run_again(record::Watch watch) { others_.push_back(&more_.emplace_back(run(watch))); }
  double container_seconds() const { return container_seconds_; }  // of the runs made here

 private:
  using Clock = std::chrono::steady_clock;

  void wait_for_next_second() const {
    constexpr std::chrono::milliseconds kApart{1100};
    if (!last_ended_) return;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*last_ended_ + kApart - Clock::now());
    if (left.count() > 0) base::poll_interruptibly(nullptr, 0, left);
  }

  record::Recording run(record::Watch watch) {
    wait_for_next_second();
    record::Recording recording = run_(watch);
    last_ended_ = Clock::now();
    container_seconds_ += recording.container_seconds;
    return recording;
  }

  const record::Recording* recording_;
  Run run_;
  std::optional<record::Recording> first_;
  std::deque<record::Recording> more_;
  std::vector<const record::Recording*> others_;  // into more_
  double container_seconds_ = 0;
  std::optional<Clock::time_point> last_ended_;  // of a run, or the recording
};

}  // namespace whittle::verify
