// The runs of an original with which a result is compared. Each happens when it is first needed:
// nothing is run before.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "record/record.h"

namespace whittle::verify {

class OriginalRuns {
 public:
  using Run = std::function<record::Recording(record::Watch)>;
  // recording: one that had all exercises, in place of the first run; or null. It must outlive
  // this.
  OriginalRuns(const record::Recording* recording, Run run)
      : recording_(recording), run_(std::move(run)) {}

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
  record::Recording run(record::Watch watch) {
    record::Recording recording = run_(watch);
    container_seconds_ += recording.container_seconds;
    return recording;
  }

  const record::Recording* recording_;
  Run run_;
  std::optional<record::Recording> first_;
  std::deque<record::Recording> more_;
  std::vector<const record::Recording*> others_;  // into more_
  double container_seconds_ = 0;
};

}  // namespace whittle::verify
