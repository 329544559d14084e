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

TEST_CASE("by default each exposed TCP port is asked for /") {
  CHECK(names({}, {"80/tcp", "8080", "53/udp"}) == Names{"GET :80/", "GET :8080/"});
  CHECK(names({}, {}).empty());
  CHECK(names({.http_default = false}, {"80"}).empty());
}

TEST_CASE("explicit requests take the place of the default one") {
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

TEST_CASE("two runs of an exercise differ by outcome, not by size") {
  const ExerciseResult before{"GET :80/", true, "200, 615 bytes", ""};
  CHECK(difference(before, {"GET :80/", true, "200, 616 bytes", ""}).empty());
  CHECK(difference(before, {"GET :80/", true, "404, 153 bytes", ""}) ==
        "GET :80/: 404, 153 bytes (before: 200, 615 bytes)");
  CHECK_FALSE(difference(before, {"GET :80/", false, "200, 615 bytes", ""}).empty());
}
