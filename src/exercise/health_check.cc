#include "exercise/health_check.h"

#include <utility>

#include "exercise/outcome.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

class HealthCheck final : public Exercise {
 public:
  HealthCheck(std::vector<std::string> arguments, HealthLimits limits)
      : arguments_(std::move(arguments)), limits_(limits) {}

  std::string name() const override {
    std::string line = "health check:";
    for (const std::string& argument : arguments_) line += " " + argument;
    return printable(line);
  }

  ExerciseResult run(Endpoint& endpoint) override {
    CommandOutput output;
    for (int attempt = 1;; ++attempt) {
      if (!endpoint.running()) return unhealthy("the app exited before its health check");
      try {
        output = endpoint.exec_program(arguments_);
      } catch (const Interrupted&) {
        throw;
      } catch (const Error& error) {
        return unhealthy(error.what());
      }
      if (output.exit.success() || attempt >= limits_.attempts) break;
      endpoint.wait(limits_.pause);
    }
    const std::string errors = last_line(output.errors.head);
    const std::string line = errors.empty() ? last_line(output.output.head) : errors;
    ExerciseResult result = {name(), true, output.exit.success() ? "healthy" : "unhealthy", ""};
    if (!output.exit.success()) {
      result.detail += "; " + output.exit.describe() + (line.empty() ? "" : ": " + line);
      result.hint = "the image's own health check fails; check what it needs";
    }
    // Its output is for people and is not compared.
    result.answer.exit = output.exit;
    return result;
  }

 private:
  ExerciseResult unhealthy(const std::string& why) const {
    return {name(), true, "unhealthy; " + why, ""};
  }

  const std::vector<std::string> arguments_;
  const HealthLimits limits_;
};

}  // namespace

std::unique_ptr<Exercise> make_health_check(std::vector<std::string> arguments,
                                            HealthLimits limits) {
  return std::make_unique<HealthCheck>(std::move(arguments), limits);
}

}  // namespace whittle::exercise
