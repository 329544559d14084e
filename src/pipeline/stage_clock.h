// Seconds per stage, and how many of them a container was running.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "whittle/progress.h"
#include "whittle/report.h"

namespace whittle::pipeline {

class StageClock {
 public:
  using Clock = std::chrono::steady_clock;

  // of: the image, where one command has several; only shown to people.
  explicit StageClock(Progress& progress, const std::string& of = "",
                      Clock::time_point (*now)() = Clock::now)
      : progress_(progress), of_(of.empty() ? "" : " " + of), now_(now) {}

  Progress& progress() const { return progress_; }

  void begin(const std::string& stage) {
    end();
    progress_.stage(stage + of_);
    name_ = stage;
    since_ = now_();
  }
  void end() {
    if (name_.empty()) return;
    const std::chrono::duration<double> took = now_() - since_;
    times_.push_back({name_, took.count() - container_seconds_, container_seconds_});
    name_.clear();
    container_seconds_ = 0;
  }
  // Of the current stage.
  void tell_apart(double container_seconds) { container_seconds_ += container_seconds; }
  const std::vector<StageTime>& times() const { return times_; }

 private:
  Progress& progress_;
  std::string of_;
  Clock::time_point (*now_)();
  std::string name_;
  Clock::time_point since_;
  double container_seconds_ = 0;
  std::vector<StageTime> times_;
};

}  // namespace whittle::pipeline
