// The exercises that the command line can name, made from options, in the order in which they run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "whittle/exercise.h"
#include "whittle/image.h"

namespace whittle::exercise {

// Exercises that no recording has: they are asked only where two images are compared.
struct HoldOuts {
  std::vector<std::string> http;
  std::vector<std::string> exec;
  std::vector<std::string> host_exec;
  bool empty() const { return http.empty() && exec.empty() && host_exec.empty(); }
};

struct ExerciseOptions {
  std::vector<std::string> http;  // "[METHOD:]PATH" as in --http-probe-cmd (http_command.h)
  bool http_default = true;       // GET / on each exposed TCP port where no http is given
  std::vector<std::string> exec;  // shell command lines, inside
  std::vector<std::string>
      host_exec;  // shell command lines of the host, in the container's network
  HoldOuts hold_outs;
};

enum class Kind { http, exec, host_exec, health_check };
struct PlannedExercise {
  Kind kind;
  std::unique_ptr<Exercise> exercise;
  bool hold_out = false;
};

// The hold-outs come after all others, the image's health check last. Throws UsageError for what
// cannot be parsed.
std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config);

// How an exercise ended, in short, as two runs have to agree on it: "200", "exited with status 0".
std::string outcome(const ExerciseResult& result);

}  // namespace whittle::exercise
