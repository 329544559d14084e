// When a command may run: once every exposed TCP port listens, and the app has nothing left to do
// for its start. A server that listens may still be loading what it serves.
#pragma once

#include <chrono>
#include <string>

#include "exercise/ports.h"
#include "exercise/shared_timeout.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

struct ReadyLimits {
  std::chrono::milliseconds first;   // until one port listens
  std::chrono::milliseconds others;  // then until all do
  std::chrono::milliseconds rest;    // then until the app is at rest
  // One that has done nothing for so long will not listen on more.
  std::chrono::milliseconds idle{3000};
};

struct Readiness {
  bool listens = false;  // one of the ports at least; true where none is exposed
  Ports silent;          // those that were waited for and do not listen
};

// What has been waited for in vain is not waited for again in the same run. Throws Interrupted.
Readiness wait_until_ready(Endpoint& endpoint, const Ports& exposed, const ReadyLimits& limits,
                           SharedTimeout& timeout);

}  // namespace whittle::exercise
