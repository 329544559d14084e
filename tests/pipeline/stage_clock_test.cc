#include "pipeline/stage_clock.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace whittle;
using pipeline::StageClock;

namespace {

StageClock::Clock::time_point now;  // moved by hand

void pass(int seconds) {
  now += std::chrono::seconds(seconds);
}

class Names : public SilentProgress {
 public:
  void stage(std::string_view name) override { names.emplace_back(name); }
  std::vector<std::string> names;
};

}  // namespace

TEST_CASE("a stage has its own time, and that of its containers beside it") {
  Names progress;
  StageClock clock(progress, "", [] { return now; });
  clock.begin("select");
  pass(2);
  clock.begin("verify");
  pass(10);
  clock.tell_apart(7);
  clock.end();
  pass(100);
  clock.begin("output");
  pass(1);
  clock.end();
  clock.end();
  REQUIRE(clock.times().size() == 3);
  CHECK(clock.times()[0].name == "select");
  CHECK(clock.times()[0].seconds == 2);
  CHECK(clock.times()[1].seconds == 3);
  CHECK(clock.times()[1].container_seconds == 7);
  CHECK(clock.times()[2].seconds == 1);
  CHECK(clock.times()[2].container_seconds == 0);
  CHECK(progress.names == std::vector<std::string>{"select", "verify", "output"});
}

TEST_CASE("a stage of one image of several is shown with its name, which the report leaves out") {
  Names progress;
  StageClock clock(progress, "nginx:1", [] { return now; });
  clock.begin("read");
  clock.end();
  CHECK(progress.names == std::vector<std::string>{"read nginx:1"});
  CHECK(clock.times()[0].name == "read");
}
