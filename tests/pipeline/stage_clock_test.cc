#include "pipeline/stage_clock.h"

#include <doctest/doctest.h>

using namespace whittle;

TEST_CASE("stages are told in their order, each once, without the container's time") {
  SilentProgress progress;
  pipeline::StageClock clock(progress);
  clock.begin("one");
  clock.begin("two");
  clock.leave_out(100);
  clock.begin("three");
  clock.end();
  clock.end();
  REQUIRE(clock.times().size() == 3);
  CHECK(clock.times()[0].name == "one");
  CHECK(clock.times()[0].seconds >= 0);
  CHECK(clock.times()[1].seconds < 0);  // 100 s were said to be the container's
  CHECK(clock.times()[2].seconds >= 0);
}
