// Creates the exercises from the options of the command line, in the order in which they run.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "whittle/exercise.h"
#include "whittle/image.h"

namespace whittle::exercise {

// Exercises that are not recorded; they run only when original and result are compared.
struct HoldOuts {
  std::vector<std::string> http;
  std::vector<std::string> exec;
  std::vector<std::string> host_exec;
  bool empty() const { return http.empty() && exec.empty() && host_exec.empty(); }
};

struct ExerciseOptions {
  std::vector<std::string> http;  // "[METHOD:]PATH" as in --http-probe-cmd (http_command.h)
  bool http_default = true;       // GET / on each exposed TCP port where no http is given
  std::vector<std::string> exec;  // shell command lines, run in the container
  // Shell command lines, run on the host in the container's network.
  std::vector<std::string> host_exec;
  HoldOuts hold_outs;
  // Exposed ports on which the image is known not to listen: commands do not wait for them.
  std::set<std::uint16_t> silent_ports;
  // For how long a command that fails is tried again.
  std::chrono::milliseconds retry{10000};
};

enum class Kind { http, exec, host_exec, health_check };
struct PlannedExercise {
  Kind kind;
  std::unique_ptr<Exercise> exercise;
  bool hold_out = false;
};

// The hold-outs come after the others, the image's health check last. Throws UsageError if an
// option cannot be parsed.
std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config);

// The result of an exercise in short, the part in which two runs must agree: "200", "exited with
// status 0".
std::string outcome(const ExerciseResult& result);

}  // namespace whittle::exercise
