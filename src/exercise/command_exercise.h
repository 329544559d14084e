// A shell command line as an exercise: run in the container (--exec), or on the host in the
// container's network (--host-exec). It passes if it exits with status 0, and is not repeated.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "exercise/ports.h"
#include "exercise/shared_timeout.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

// How long a command waits until an exposed port listens, since most commands are clients.
struct CommandLimits {
  std::chrono::milliseconds exec{15000};       // then it runs anyway: it may need no server
  std::chrono::milliseconds host_exec{60000};  // then it fails: it needs a port
};

// timeout: shared by the exercises of a run; null: of this exercise alone.
std::unique_ptr<Exercise> make_exec(std::string command_line, Ports exposed,
                                    CommandLimits limits = {},
                                    std::shared_ptr<SharedTimeout> timeout = nullptr);
std::unique_ptr<Exercise> make_host_exec(std::string command_line, Ports exposed,
                                         CommandLimits limits = {},
                                         std::shared_ptr<SharedTimeout> timeout = nullptr);

}  // namespace whittle::exercise
