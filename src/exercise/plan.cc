#include <algorithm>
#include <string>

#include "exercise/command_exercise.h"
#include "exercise/exercises.h"
#include "exercise/health_check.h"
#include "exercise/http_command.h"
#include "exercise/http_exercise.h"
#include "exercise/ports.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

constexpr std::size_t kMaxPorts = 64;

struct Limits {
  HttpLimits http;
  CommandLimits command;
};

Limits limits_of(const ExerciseOptions& options) {
  Limits limits;
  if (!options.patience) return limits;
  for (std::chrono::milliseconds* const limit :
       {&limits.http.port, &limits.http.answer, &limits.http.gateway, &limits.command.exec,
        &limits.command.host_exec}) {
    *limit = std::min(*limit, *options.patience);
  }
  return limits;
}

std::vector<PlannedExercise> plan_http(const HttpCommand& command, const Ports& exposed,
                                       OtherProtocol other, const Limits& limits) {
  std::vector<PlannedExercise> planned;
  const Ports ports = command.port ? Ports{*command.port} : exposed;
  if (ports.size() > kMaxPorts) {
    throw Error(
        "the image exposes " + std::to_string(ports.size()) + " ports, too many to try each",
        "name one with --http-probe-cmd :PORT/PATH");
  }
  for (const Port port : ports) {
    planned.push_back(
        {Kind::http, make_http({command.method, port, command.path}, other, limits.http)});
  }
  if (ports.empty()) planned.push_back({Kind::http, make_http_anywhere(command, limits.http)});
  return planned;
}

void append(std::vector<PlannedExercise>& planned, std::vector<PlannedExercise> more) {
  for (PlannedExercise& exercise : more) planned.push_back(std::move(exercise));
}

// The three ways to drive an app, as an option of the command line names each.
template <typename Options>
void plan_named(const Options& options, const Ports& exposed, const Limits& limits,
                std::vector<PlannedExercise>& planned) {
  for (const std::string& text : options.http) {
    append(planned, plan_http(parse_http_command(text), exposed, OtherProtocol::fails, limits));
  }
  for (const std::string& command_line : options.exec) {
    planned.push_back({Kind::exec, make_exec(command_line, exposed, limits.command)});
  }
  for (const std::string& command_line : options.host_exec) {
    planned.push_back({Kind::host_exec, make_host_exec(command_line, exposed, limits.command)});
  }
}

}  // namespace

std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config) {
  const Ports exposed = exposed_tcp_ports(config.exposed_ports);
  const Limits limits = limits_of(options);
  std::vector<PlannedExercise> planned;
  if (options.http.empty() && options.http_default && !exposed.empty()) {
    append(planned, plan_http({}, exposed, OtherProtocol::passes, limits));
  }
  plan_named(options, exposed, limits, planned);
  const std::size_t recorded = planned.size();
  plan_named(options.hold_outs, exposed, limits, planned);
  for (std::size_t i = recorded; i < planned.size(); ++i) planned[i].hold_out = true;
  if (config.health_check && !config.health_check->command().empty()) {
    planned.push_back({Kind::health_check, make_health_check(config.health_check->command())});
  }
  return planned;
}

}  // namespace whittle::exercise
