// The exercises that the command line can name, made from options, in the order in which they run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "whittle/exercise.h"
#include "whittle/image.h"

namespace whittle::exercise {

struct ExerciseOptions {
  std::vector<std::string> http;       // "[METHOD:]PATH" as in --http-probe-cmd
  bool http_default = true;            // GET / on each exposed TCP port where no http is given
  std::vector<std::string> exec;       // shell command lines, inside
  std::vector<std::string> host_exec;  // shell command lines of the host, in the container's network
};

enum class Kind { http, exec, host_exec };
struct PlannedExercise {
  Kind kind;
  std::unique_ptr<Exercise> exercise;
};

// Throws UsageError for what cannot be parsed.
std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config);

}  // namespace whittle::exercise
