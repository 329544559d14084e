#include "rehearse/batches.h"

#include <doctest/doctest.h>

#include <map>

using namespace whittle;
using namespace whittle::rehearse;

namespace {

// A runtime that loads every unit but those named here.
struct FakeRuntime {
  enum class Does { fails, hangs, exits, exits_later };
  std::map<std::string, Does> special;
  int batches = 0;
  int batches_in_time = 100;

  BatchRun run(std::span<const Unit> units, const std::string& token) {
    ++batches;
    BatchRun run;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const auto line = [&](const std::string& kind) {
        run.output += token + " " + kind + " " + std::to_string(i) + "\n";
      };
      const auto does = special.find(units[i].name);
      line("b");
      if (does == special.end()) {
        line("l");
      } else if (does->second == Does::fails) {
        line("f");
      } else if (does->second == Does::hangs) {
        run.killed = true;
        return run;
      } else {
        if (does->second == Does::exits_later) line("l");
        run.exit = {.code = 3};
        return run;
      }
    }
    return run;
  }

  // "loaded, failed: ...": of each unit its outcome.
  std::string outcomes(const std::vector<std::string>& names) {
    std::vector<Unit> units;
    units.reserve(names.size());
    for (const std::string& name : names) units.push_back({name, "/" + name});
    std::string text;
    for (const UnitResult& result :
         run_batches(units, {.run = [this](std::span<const Unit> batch,
                                           const std::string&token) { return run(batch, token); },
                            .time_is_over = [this] { return batches >= batches_in_time; }})) {
      const char* const words[] = {"no time", "loaded", "failed", "skipped"};
      text += (text.empty() ? "" : ", ") + std::string(words[static_cast<int>(result.outcome)]);
      if (!result.detail.empty()) text += " (" + result.detail + ")";
    }
    return text;
  }
};

using Does = FakeRuntime::Does;

}  // namespace

TEST_CASE("units that load or fail take one batch") {
  FakeRuntime runtime{.special = {{"b", Does::fails}}};
  CHECK(runtime.outcomes({"a", "b", "c"}) == "loaded, failed, loaded");
  CHECK(runtime.batches == 1);
}

TEST_CASE("a unit that hangs or exits is skipped, and those after it are loaded") {
  FakeRuntime runtime{
      .special = {{"b", Does::hangs}, {"c", Does::exits}, {"d", Does::exits_later}}};
  CHECK(runtime.outcomes({"a", "b", "c", "d", "e"}) ==
        "loaded, skipped (did not end), skipped (exited with status 3), loaded, loaded");
  CHECK(runtime.batches == 4);
}

TEST_CASE("a runtime that does not start is not tried again") {
  int runs = 0;
  const std::vector<Unit> units = {{"a", "/a"}, {"b", "/b"}};
  const auto results = run_batches(
      units, {.run =
                  [&](std::span<const Unit>, const std::string&) {
                    ++runs;
                    return BatchRun{
                        .output = "", .killed = false, .exit = {}, .trouble = "no node"};
                  },
              .time_is_over = [] { return false; }});
  CHECK(runs == 1);
  CHECK(results[1].outcome == Outcome::skipped);
  CHECK(results[1].detail == "its runtime did not start: no node");
}

TEST_CASE("when the time is over, the rest is not reached, and the unit that ran is not blamed") {
  FakeRuntime runtime{.special = {{"b", Does::hangs}}, .batches_in_time = 1};
  CHECK(runtime.outcomes({"a", "b", "c"}) == "loaded, no time, no time");
}
