// How long the exercises of one run wait for an app. After one exercise has timed out waiting for
// some ports, the next ones wait for them only briefly, so that an app that hangs does not cost the
// full limit for each exercise.
#pragma once

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "exercise/ports.h"

namespace whittle::exercise {

class SharedTimeout {
 public:
  explicit SharedTimeout(std::chrono::milliseconds short_limit = std::chrono::milliseconds(2000))
      : short_(short_limit) {}

  // The limit to wait until one of these ports listens or answers; no ports: any port.
  std::chrono::milliseconds limit_for(const Ports& ports, std::chrono::milliseconds limit) const {
    return timed_out_.contains(ports) ? std::min(limit, short_) : limit;
  }
  void note_timeout(const Ports& ports) { timed_out_.insert(ports); }

  // Commands wait once for a port that does not listen, and once for the app to be at rest.
  void give_up(const Ports& ports) { given_up_.insert(ports.begin(), ports.end()); }
  const Ports& given_up() const { return given_up_; }
  bool first_command() { return std::exchange(first_command_, false); }

 private:
  std::chrono::milliseconds short_;
  std::set<Ports> timed_out_;
  Ports given_up_;
  bool first_command_ = true;
};

}  // namespace whittle::exercise
