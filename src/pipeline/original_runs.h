// The runs of an original with which a result is compared: each happens when it is asked for first.
// No probe watches it, unless somebody asks for that.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "record/record.h"

namespace whittle::pipeline {

class OriginalRuns {
 public:
  using Run = std::function<record::Recording(record::Watch)>;
  // recording: one that has all exercises already, so that the first run is not needed; or null.
  OriginalRuns(const record::Recording* recording, Run run)
      : recording_(recording), run_(std::move(run)) {}

  const record::Recording& first() {
    if (recording_ != nullptr) return *recording_;
    if (!first_) first_ = run(record::Watch::no);
    return *first_;
  }
  // Further runs tell what the original does differently each time.
  const std::vector<const record::Recording*>& others() const { return others_; }
  void run_again(record::Watch watch) { others_.push_back(&more_.emplace_back(run(watch))); }
  double container_seconds() const { return container_seconds_; }

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

}  // namespace whittle::pipeline
