#include "record/probe_plan.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "whittle/error.h"

using namespace whittle;
using record::plan_probes;
using record::ProbeOffer;

namespace {

constexpr Sees kAllButKernel{
    .opens = true, .lookups = true, .listings = true, .syscalls = true, .refusals = true};

std::vector<ProbeOffer> offers() {
  return {{.name = "opens", .cost = 1, .sees = {.opens = true, .kernel_opens = true}},
          {.name = "cheap", .cost = 2, .sees = kAllButKernel},
          {.name = "paths", .cost = 10, .sees = {.opens = true, .lookups = true}},
          {.name = "dear", .cost = 100, .sees = kAllButKernel}};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the cheapest probes that see everything record") {
  const auto plan = plan_probes(offers(), {});
  CHECK(plan.probes == Names{"opens", "cheap"});
  CHECK(plan.uncovered.empty());
}

TEST_CASE("a probe that does not work here is replaced, whatever that costs") {
  auto without_cheap = offers();
  without_cheap[1].obstacle = "not here";
  CHECK(plan_probes(without_cheap, {}).probes == Names{"opens", "dear"});
}

TEST_CASE("what no probe sees is reported") {
  auto no_root = offers();
  for (const int i : {0, 1}) no_root[i].obstacle = "needs root";
  const auto plan = plan_probes(no_root, {});
  CHECK(plan.probes == Names{"dear"});
  CHECK(plan.uncovered == Names{"opens by the kernel"});
}

TEST_CASE("given probes are used, each once") {
  const auto plan = plan_probes(offers(), {"paths", "opens", "paths"});
  CHECK(plan.probes == Names{"paths", "opens"});
  CHECK(plan.uncovered == Names{"listings", "system calls", "refused calls"});
}

TEST_CASE("a probe that is unknown or does not work here is refused") {
  CHECK_THROWS_AS(plan_probes(offers(), {"chaep"}), UsageError);
  auto some = offers();
  some[1].obstacle = "the kernel is too old";
  some[1].hint = "a newer one";
  try {
    plan_probes(some, {"cheap"});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("too old") != std::string::npos);
    CHECK(error.hint() == "a newer one");
  }
}

TEST_CASE("of the probes that exclude each other only one records") {
  auto offered = offers();
  offered[1].obstacle = "not here";
  offered[2].takes = {.filter = true};
  offered[3].takes = {.tracer = true};
  offered.push_back({.name = "half as dear",
                     .cost = 50,
                     .sees = kAllButKernel,
                     .takes = {.tracer = true, .filter = true}});
  CHECK(plan_probes(offered, {}).probes == Names{"opens", "half as dear"});
  CHECK(plan_probes(offered, {"paths", "dear"}).probes == Names{"paths", "dear"});
  CHECK_THROWS_AS(plan_probes(offered, {"paths", "half as dear"}), UsageError);
  CHECK_THROWS_AS(plan_probes(offered, {"dear", "half as dear"}), UsageError);
}

TEST_CASE("where no probe works, nothing is recorded") {
  auto none = offers();
  for (ProbeOffer& offer : none) offer.obstacle = "no";
  CHECK_THROWS_AS(plan_probes(none, {}), Error);
}
