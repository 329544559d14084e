#include <string>

#include "exercise/command_exercise.h"
#include "exercise/exercises.h"
#include "exercise/http_command.h"
#include "exercise/http_exercise.h"
#include "exercise/ports.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

constexpr std::size_t kMaxPorts = 64;

std::vector<PlannedExercise> plan_http(const HttpCommand& command, const Ports& exposed,
                                       OtherProtocol other) {
  std::vector<PlannedExercise> planned;
  const Ports ports = command.port ? Ports{*command.port} : exposed;
  if (ports.size() > kMaxPorts) {
    throw Error(
        "the image exposes " + std::to_string(ports.size()) + " ports, too many to try each",
        "name one with --http-probe-cmd :PORT/PATH");
  }
  for (const Port port : ports) {
    planned.push_back({Kind::http, make_http({command.method, port, command.path}, other)});
  }
  if (ports.empty()) planned.push_back({Kind::http, make_http_anywhere(command)});
  return planned;
}

}  // namespace

std::vector<PlannedExercise> plan(const ExerciseOptions& options, const ImageConfig& config) {
  const Ports exposed = exposed_tcp_ports(config.exposed_ports);
  std::vector<PlannedExercise> planned;
  const auto append = [&](std::vector<PlannedExercise> more) {
    for (PlannedExercise& exercise : more) planned.push_back(std::move(exercise));
  };

  for (const std::string& text : options.http) {
    append(plan_http(parse_http_command(text), exposed, OtherProtocol::fails));
  }
  if (options.http.empty() && options.http_default && !exposed.empty()) {
    append(plan_http({}, exposed, OtherProtocol::passes));
  }
  for (const std::string& command_line : options.exec) {
    planned.push_back({Kind::exec, make_exec(command_line, exposed)});
  }
  for (const std::string& command_line : options.host_exec) {
    planned.push_back({Kind::host_exec, make_host_exec(command_line, exposed)});
  }
  return planned;
}

}  // namespace whittle::exercise
