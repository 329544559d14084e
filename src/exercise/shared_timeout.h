// How long the exercises of one run wait for an app that gives no sign: where one has waited in
// vain, the next ones wait a moment only, or an app that hangs would be waited for by each in full.
#pragma once

#include <algorithm>
#include <chrono>
#include <set>

#include "exercise/ports.h"

namespace whittle::exercise {

class Patience {
 public:
  explicit Patience(std::chrono::milliseconds moment = std::chrono::milliseconds(2000))
      : moment_(moment) {}

  // For one of these ports to listen, or to answer; no ports: for any.
  std::chrono::milliseconds with(const Ports& ports, std::chrono::milliseconds limit) const {
    return lost_.contains(ports) ? std::min(limit, moment_) : limit;
  }
  void lose(const Ports& ports) { lost_.insert(ports); }

 private:
  std::chrono::milliseconds moment_;
  std::set<Ports> lost_;
};

}  // namespace whittle::exercise
