#include <memory>
#include <string>

#include "exercise/command_exercise.h"
#include "exercise/exercises.h"
#include "exercise/health_check.h"
#include "exercise/http_command.h"
#include "exercise/http_exercise.h"
#include "exercise/ports.h"
#include "exercise/shared_timeout.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

constexpr std::size_t kMaxPorts = 64;

std::vector<PlannedExercise> plan_http(const HttpCommand& command, const Ports& exposed,
                                       OtherProtocol other,
                                       const std::shared_ptr<SharedTimeout>& timeout) {
  std::vector<PlannedExercise> planned;
  const Ports ports = command.port ? Ports{*command.port} : exposed;
  if (ports.size() > kMaxPorts) {
    throw Error("the image exposes " + std::to_string(ports.size()) + " ports, too many to try all",
                "give one with --http-probe-cmd :PORT/PATH");
  }
  for (const Port port : ports) {
    planned.push_back(
        {Kind::http, make_http({command.method, port, command.path}, other, {}, timeout)});
  }
  if (ports.empty()) planned.push_back({Kind::http, make_http_anywhere(command, {}, timeout)});
  return planned;
}

void append(std::vector<PlannedExercise>& planned, std::vector<PlannedExercise> more) {
  for (PlannedExercise& exercise : more) planned.push_back(std::move(exercise));
}

// What all exercises of a run have in common.
struct Plan {
  Ports exposed;
  Ports awaited{};  // by commands
  CommandLimits limits{};
  std::shared_ptr<SharedTimeout> timeout = std::make_shared<SharedTimeout>();
};

Plan plan_for(const ExerciseOptions& options, const ImageConfig& config) {
  Plan plan{.exposed = exposed_tcp_ports(config.exposed_ports)};
  plan.awaited = without(plan.exposed, options.silent_ports);
  if (plan.awaited.empty()) plan.awaited = plan.exposed;
  plan.limits.retry = options.retry;
  return plan;
}

// The three kinds of exercises, each with an option of the command line.
template <typename Options>
void plan_named(const Options& options, const Plan& with, std::vector<PlannedExercise>& planned) {
  for (const std::string& text : options.http) {
    append(planned,
           plan_http(parse_http_command(text), with.exposed, OtherProtocol::fails, with.timeout));
  }
  for (const std::string& command_line : options.exec) {
    planned.push_back(
        {Kind::exec, make_exec(command_line, with.awaited, with.limits, with.timeout)});
  }
  for (const std::string& command_line : options.host_exec) {
    planned.push_back(
        {Kind::host_exec, make_host_exec(command_line, with.awaited, with.limits, with.timeout)});
  }
}

}  // namespace

std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config) {
  const Plan with = plan_for(options, config);
  std::vector<PlannedExercise> planned;
  if (options.http.empty() && options.http_default && !with.exposed.empty()) {
    append(planned, plan_http({}, with.exposed, OtherProtocol::passes, with.timeout));
  }
  plan_named(options, with, planned);
  const std::size_t recorded = planned.size();
  plan_named(options.hold_outs, with, planned);
  for (std::size_t i = recorded; i < planned.size(); ++i) planned[i].hold_out = true;
  if (config.health_check && !config.health_check->command().empty()) {
    planned.push_back({Kind::health_check, make_health_check(config.health_check->command())});
  }
  return planned;
}

}  // namespace whittle::exercise
