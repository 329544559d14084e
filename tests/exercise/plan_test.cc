#include <doctest/doctest.h>

#include "exercise/exercises.h"
#include "whittle/error.h"

using namespace whittle;
using namespace whittle::exercise;

namespace {

std::vector<std::string> names(const ExerciseOptions& options, std::vector<std::string> exposed) {
  ImageConfig config;
  config.exposed_ports = std::move(exposed);
  std::vector<std::string> result;
  for (const PlannedExercise& planned : plan(options, config))
    result.push_back(planned.exercise->name());
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("by default each exposed TCP port gets GET /") {
  CHECK(names({}, {"80/tcp", "8080", "53/udp"}) == Names{"GET :80/", "GET :8080/"});
  CHECK(names({}, {}).empty());
  CHECK(names({.http_default = false}, {"80"}).empty());
}

TEST_CASE("explicit requests replace the default one") {
  CHECK(names({.http = {"/a", "post:/b"}}, {"80"}) == Names{"GET :80/a", "POST :80/b"});
  CHECK(names({.http = {":81/a"}}, {"80"}) == Names{"GET :81/a"});
  CHECK(names({.http = {"/a"}}, {}) == Names{"GET /a"});
}

TEST_CASE("http comes first, then exec, then host-exec") {
  const ExerciseOptions options{.exec = {"b"}, .host_exec = {"c"}};
  CHECK(names(options, {"80"}) == Names{"GET :80/", "exec: b", "host-exec: c"});
  const std::vector<PlannedExercise> planned = plan(options, {.exposed_ports = {"80"}});
  CHECK(planned.at(0).kind == Kind::http);
  CHECK(planned.at(1).kind == Kind::exec);
  CHECK(planned.at(2).kind == Kind::host_exec);
}

TEST_CASE("what cannot be planned is an error") {
  CHECK_THROWS_AS(names({.http = {"nonsense"}}, {"80"}), UsageError);
  CHECK_THROWS_AS(names({}, {"1-65535"}), Error);
  CHECK(names({.http = {":80/"}}, {"1-65535"}).size() == 1);
}

TEST_CASE("hold-outs come after all others, the health check last") {
  ExerciseOptions options{.http = {"/"}, .exec = {"b"}};
  options.hold_outs = {.http = {"/late"}, .exec = {"c"}, .host_exec = {"d"}};
  const std::vector<PlannedExercise> planned =
      plan(options,
           {.exposed_ports = {"80"}, .health_check = HealthCheck{.words = {"/bin/check", "-q"}}});
  Names names;
  for (const PlannedExercise& one : planned) {
    names.push_back(one.exercise->name() + (one.hold_out ? " (hold-out)" : ""));
  }
  CHECK(names == Names{"GET :80/", "exec: b", "GET :80/late (hold-out)", "exec: c (hold-out)",
                       "host-exec: d (hold-out)", "health check: /bin/check -q"});
  CHECK(planned.back().kind == Kind::health_check);
}

TEST_CASE("the outcome of an exercise is its status, without sizes and output") {
  CHECK(outcome({"GET :80/", true, "200, 615 bytes", ""}) == "200");
  CHECK(outcome({"exec: x", true, "exited with status 0; last line: y", ""}) ==
        "exited with status 0");
  CHECK(outcome({"GET :80/", false, "500, 1 bytes", ""}) == "failed: 500");
}
