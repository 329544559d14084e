// Seconds per stage, without the time that a container was running in it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "whittle/progress.h"
#include "whittle/report.h"

namespace whittle::pipeline {

class StageClock {
 public:
  // of: what the stages are of, where there is more than one way to go; told to people only.
  explicit StageClock(Progress& progress, const std::string& of = "")
      : progress_(progress), of_(of.empty() ? "" : " " + of) {}

  void begin(const std::string& stage) {
    end();
    progress_.stage(stage + of_);
    name_ = stage;
    since_ = std::chrono::steady_clock::now();
  }
  void end() {
    if (name_.empty()) return;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since_;
    times_.push_back({name_, took.count() - container_seconds_});
    name_.clear();
    container_seconds_ = 0;
  }
  // To be left out of the current stage.
  void leave_out(double container_seconds) { container_seconds_ += container_seconds; }
  const std::vector<StageTime>& times() const { return times_; }

 private:
  Progress& progress_;
  std::string of_;
  std::string name_;
  std::chrono::steady_clock::time_point since_;
  double container_seconds_ = 0;
  std::vector<StageTime> times_;
};

}  // namespace whittle::pipeline
