// The runs of an original with which a result is compared: each happens when it is asked for first,
// and no probe watches it.
#pragma once

#include <functional>
#include <optional>

#include "record/record.h"

namespace whittle::pipeline {

class OriginalRuns {
 public:
  using Run = std::function<record::Recording()>;
  // recording: one that has all exercises already, so that the first run is not needed; or null.
  OriginalRuns(const record::Recording* recording, Run run)
      : recording_(recording), run_(std::move(run)) {}

  const record::Recording& first() {
    if (recording_ != nullptr) return *recording_;
    if (!first_) first_ = run();
    return *first_;
  }
  // Tells what the original does differently each time.
  const record::Recording& again() {
    if (!again_) again_ = run();
    return *again_;
  }
  const record::Recording* again_if_run() const { return again_ ? &*again_ : nullptr; }
  double container_seconds() const { return container_seconds_; }

 private:
  record::Recording run() {
    record::Recording recording = run_();
    container_seconds_ += recording.container_seconds;
    return recording;
  }

  const record::Recording* recording_;
  Run run_;
  std::optional<record::Recording> first_;
  std::optional<record::Recording> again_;
  double container_seconds_ = 0;
};

}  // namespace whittle::pipeline
