#include "exercise/command_exercise.h"

#include <doctest/doctest.h>

#include "exercise/fake_endpoint.h"
#include "whittle/error.h"

using namespace whittle;
using namespace whittle::exercise;
using namespace std::chrono_literals;

TEST_CASE("a command passes when it exits with 0; its last line is shown") {
  FakeEndpoint endpoint;
  endpoint.command_output = {.exit = {}, .output = {.head = "first\nPONG\r\n\n"}};
  const ExerciseResult result = make_exec("redis-cli ping", {})->run(endpoint);
  CHECK(result.name == "exec: redis-cli ping");
  CHECK(result.passed);
  CHECK(result.detail == "exited with status 0; last line: PONG");
  CHECK(endpoint.commands == std::vector<std::string>{"exec: redis-cli ping"});
}

TEST_CASE("another status or a signal fails") {
  FakeEndpoint endpoint;
  endpoint.command_output.exit.code = 127;
  ExerciseResult result = make_exec("nope", {})->run(endpoint);
  CHECK_FALSE(result.passed);
  CHECK(result.detail == "exited with status 127; no output");
  CHECK_FALSE(result.hint.empty());

  endpoint.command_output.exit = {.code = 0, .signal = 9};
  CHECK_FALSE(make_exec("killed", {}, {.retry = 0ms})->run(endpoint).passed);
}

TEST_CASE("output cannot control the terminal") {
  FakeEndpoint endpoint;
  endpoint.command_output.output.head = "\x1b[2J\xff" + std::string(1000, 'x');
  const std::string detail = make_exec("true", {})->run(endpoint).detail;
  CHECK(detail.find("last line: ?[2J?xxx") != std::string::npos);
  CHECK(detail.size() < 250);
}

TEST_CASE("a command on the host waits until an exposed port listens") {
  FakeEndpoint endpoint;
  endpoint.ports = {6379};
  endpoint.listens_after = 3;
  CHECK(make_host_exec("redis-cli ping", {1, 6379}, {.others = 20ms})->run(endpoint).passed);
  CHECK(endpoint.commands == std::vector<std::string>{"host: redis-cli ping"});
}

TEST_CASE("a command on the host does not run without a server") {
  FakeEndpoint endpoint;
  endpoint.ports = {80};
  SUBCASE("never listens") {
    const ExerciseResult result = make_host_exec("x", {6379}, {.host_exec = 20ms})->run(endpoint);
    CHECK_FALSE(result.passed);
    CHECK(result.detail == "no exposed port was listening (exposed: 6379; listening: 80)");
  }
  SUBCASE("the app ends") {
    endpoint.ends_after = 0;
    CHECK_FALSE(make_host_exec("x", {6379})->run(endpoint).passed);
  }
  CHECK(endpoint.commands.empty());
}

TEST_CASE("a command inside waits for an exposed port, but does not insist") {
  FakeEndpoint endpoint;
  SUBCASE("it listens") {
    endpoint.ports = {6379};
    endpoint.listens_after = 3;
    CHECK(make_exec("redis-cli ping", {6379})->run(endpoint).passed);
  }
  SUBCASE("it never listens") {
    CHECK(make_exec("x", {6379}, {.exec = 20ms})->run(endpoint).passed);
  }
  CHECK(endpoint.commands.size() == 1);
}

TEST_CASE("no exposed port, nothing to wait for") {
  FakeEndpoint endpoint;
  CHECK(make_host_exec("x", {})->run(endpoint).passed);
}

TEST_CASE("an ended app and a runtime that fails are failures, an interruption is not") {
  FakeEndpoint ended;
  ended.alive = false;
  CHECK_FALSE(make_exec("x", {})->run(ended).passed);

  struct Failing : FakeEndpoint {
    CommandOutput exec(const std::string&) override {
      throw Error("runc exec: no sh", "give it one");
    }
    CommandOutput host_exec(const std::string&) override { throw Interrupted("stop"); }
  } failing;
  const ExerciseResult result = make_exec("x", {})->run(failing);
  CHECK_FALSE(result.passed);
  CHECK(result.detail == "runc exec: no sh");
  CHECK(result.hint == "give it one");
  CHECK_THROWS_AS(make_host_exec("x", {})->run(failing), Interrupted);
}

TEST_CASE("a command waits until all exposed ports listen; those that never do are said") {
  FakeEndpoint endpoint;
  endpoint.early_ports = {25};
  endpoint.listens_after = 4;
  endpoint.ports = {25, 143};
  CommandLimits limits;
  SUBCASE("they do") {
    CHECK(make_host_exec("mail", {25, 143}, limits)->run(endpoint).detail ==
          "exited with status 0; no output");
    CHECK(endpoint.listening() == Ports{25, 143});
  }
  SUBCASE("one never does, and is waited for once") {
    limits.others = 20ms;
    const auto timeout = std::make_shared<SharedTimeout>();
    const ExerciseResult result = make_host_exec("mail", {25, 993}, limits, timeout)->run(endpoint);
    CHECK(result.passed);
    CHECK(result.detail == "exited with status 0; no output; never listening: 993");
    CHECK(timeout->given_up() == Ports{993});
    limits.others = 1h;
    CHECK(make_host_exec("mail", {25, 993}, limits, timeout)->run(endpoint).passed);
  }
}

TEST_CASE("the first command of a run waits until the app is at rest, but not for ever") {
  FakeEndpoint endpoint;
  endpoint.busy_per_look = 50ms;
  CHECK(make_exec("x", {}, {.rest = 60ms})->run(endpoint).passed);
}

TEST_CASE("a command that fails is tried again for some time, and the tries are counted") {
  FakeEndpoint endpoint;
  endpoint.command_output.output.head = "PONG";
  SUBCASE("until it passes") {
    endpoint.fails_before = 2;
    const ExerciseResult result = make_exec("ping", {})->run(endpoint);
    CHECK(result.passed);
    CHECK(result.tries == 3);
    CHECK(result.detail == "exited with status 0; last line: PONG; 3 tries");
  }
  SUBCASE("until the time is over") {
    endpoint.fails_before = 100;
    const ExerciseResult result = make_exec("ping", {}, {.retry = 0ms})->run(endpoint);
    CHECK_FALSE(result.passed);
    CHECK(result.tries == 1);
    CHECK(result.detail == "exited with status 1; no output");
  }
  SUBCASE("not one that there is no program for") {
    endpoint.command_output.exit.code = 127;
    CHECK(make_exec("nope", {})->run(endpoint).tries == 1);
    CHECK(endpoint.commands.size() == 1);
  }
  SUBCASE("not once the app has ended") {
    endpoint.fails_before = 100;
    endpoint.ends_after = 5;
    CHECK_FALSE(make_exec("ping", {})->run(endpoint).passed);
  }
}
