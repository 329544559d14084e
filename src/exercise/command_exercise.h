// A shell command line as an exercise: inside the container (--exec), or a program of the host in
// the container's network (--host-exec). It passes when it exits with status 0; it is not repeated.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "exercise/patience.h"
#include "exercise/ports.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

// Where the image exposes ports, a command waits until one of them listens: most commands are
// clients.
struct CommandLimits {
  std::chrono::milliseconds exec{15000};       // then it runs all the same: it may need no server
  std::chrono::milliseconds host_exec{60000};  // then it has failed: all it can reach is a port
};

// patience: of all exercises of a run; null: of this one alone.
std::unique_ptr<Exercise> make_exec(std::string command_line, Ports exposed,
                                    CommandLimits limits = {},
                                    std::shared_ptr<Patience> patience = nullptr);
std::unique_ptr<Exercise> make_host_exec(std::string command_line, Ports exposed,
                                         CommandLimits limits = {},
                                         std::shared_ptr<Patience> patience = nullptr);

}  // namespace whittle::exercise
