// The exercises that the command line can name, made from options, in the order in which they run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "whittle/exercise.h"
#include "whittle/image.h"

namespace whittle::exercise {

struct ExerciseOptions {
  std::vector<std::string> http;  // "[METHOD:]PATH" as in --http-probe-cmd (http_command.h)
  bool http_default = true;       // GET / on each exposed TCP port where no http is given
  std::vector<std::string> exec;  // shell command lines, inside
  std::vector<std::string>
      host_exec;  // shell command lines of the host, in the container's network
};

enum class Kind { http, exec, host_exec };
struct PlannedExercise {
  Kind kind;
  std::unique_ptr<Exercise> exercise;
};

// Throws UsageError for what cannot be parsed.
std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config);

// What tells a repeated run of an exercise from the recorded one: "GET :80/: 404, 153 bytes
// (before: 200, 615 bytes)"; empty when they agree. Both may have passed: a page that has become a
// 404 passes, but the new image lacks something. What follows the first comma or semicolon of a
// detail (sizes, output) is not compared.
std::string difference(const ExerciseResult& recorded, const ExerciseResult& repeated);

}  // namespace whittle::exercise
