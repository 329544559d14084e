#include "exercise/health_check.h"

#include <doctest/doctest.h>

#include "exercise/fake_endpoint.h"

using namespace whittle;
using namespace whittle::exercise;
using namespace std::chrono_literals;

TEST_CASE("a health check that succeeds runs once") {
  FakeEndpoint endpoint;
  const ExerciseResult result = make_health_check({"/bin/check", "a b"})->run(endpoint);
  CHECK(result.passed);
  CHECK(result.detail == "healthy");
  CHECK(endpoint.commands == std::vector<std::string>{"program: /bin/check a b"});
}

TEST_CASE("a health check that fails is repeated, but the exercise passes") {
  FakeEndpoint endpoint;
  endpoint.command_output = {.exit = {.code = 1, .signal = 0},
                             .errors = {.head = "no connection\n"}};
  const ExerciseResult result =
      make_health_check({"check"}, {.attempts = 2, .pause = 1ms})->run(endpoint);
  CHECK(result.passed);
  CHECK(result.detail == "unhealthy; exited with status 1: no connection");
  CHECK(endpoint.commands.size() == 2);
}

TEST_CASE("an app that has ended is unhealthy") {
  FakeEndpoint endpoint;
  endpoint.alive = false;
  CHECK(make_health_check({"check"})->run(endpoint).detail.starts_with("unhealthy"));
  CHECK(endpoint.commands.empty());
}
