// A shell command line as an exercise: run in the container (--exec), or on the host in the
// container's network (--host-exec). It passes if it exits with status 0.
//
// It runs when the app is ready (readiness.h). One that fails is tried again for some seconds,
// since an app may listen long before it can answer; ExerciseResult::tries counts.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "exercise/ports.h"
#include "exercise/shared_timeout.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

// How long a command waits until exposed ports listen, since most commands are clients.
struct CommandLimits {
  std::chrono::milliseconds exec{15000};       // then it runs anyway: it may need no server
  std::chrono::milliseconds host_exec{60000};  // then it fails: it needs a port
  std::chrono::milliseconds others{15000};     // for all ports, once one listens
  std::chrono::milliseconds rest{2000};        // then for the app to be at rest
  std::chrono::milliseconds retry{10000};      // from the first try on
};

// timeout: shared by the exercises of a run; null: of this exercise alone.
std::unique_ptr<Exercise> make_exec(std::string command_line, Ports exposed,
                                    CommandLimits limits = {},
                                    std::shared_ptr<SharedTimeout> timeout = nullptr);
std::unique_ptr<Exercise> make_host_exec(std::string command_line, Ports exposed,
                                         CommandLimits limits = {},
                                         std::shared_ptr<SharedTimeout> timeout = nullptr);

}  // namespace whittle::exercise
