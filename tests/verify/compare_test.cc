#include "verify/compare.h"

#include <doctest/doctest.h>

#include "base/sha256.h"

using namespace whittle;
using namespace whittle::verify;

namespace {

ExerciseResult page(int status, const std::string& body, const std::string& type = "text/html") {
  ExerciseResult result{"GET :80/", status < 500,
                        std::to_string(status) + ", " + std::to_string(body.size()) + " bytes", ""};
  result.answer = {.status = status, .headers = {{"content-type", type}}, .exit = std::nullopt};
  result.answer.content = {.size = static_cast<std::int64_t>(body.size()),
                           .digest = base::sha256(body),
                           .head = body.substr(0, Content::kKept)};
  return result;
}

record::Recording run_with(ExerciseResult result) {
  record::Recording recording;
  recording.exercises = {std::move(result)};
  recording.exits = {{}};
  recording.stopped = true;
  recording.trace.ports = {80};
  return recording;
}

std::vector<std::string> what(const Outcome& outcome) {
  std::vector<std::string> texts;
  for (const Difference& difference : outcome.differences) texts.push_back(difference.what);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("runs that do the same do not differ") {
  const record::Recording original = run_with(page(200, "hello"));
  const Outcome outcome = compare(original, original, {});
  CHECK(outcome.differences.empty());
  CHECK_FALSE(outcome.may_vary);
}

TEST_CASE("a 200 with another page differs, by the line that does") {
  const Outcome outcome =
      compare(run_with(page(200, "a\nb\nc")), run_with(page(200, "a\nX\nc")), {});
  REQUIRE(what(outcome) == Texts{"GET :80/: body, line 2"});
  CHECK(outcome.differences[0].original == "b");
  CHECK(outcome.differences[0].result == "X");
  CHECK(outcome.may_vary);
  CHECK(describe_first(outcome.differences) == "GET :80/: body, line 2: X (original: b)");
}

TEST_CASE("another status is never a matter of chance") {
  const Outcome outcome = compare(run_with(page(200, "a")), run_with(page(404, "a")), {});
  CHECK(what(outcome) == Texts{"GET :80/"});
  CHECK_FALSE(outcome.may_vary);
  CHECK(describe_first(outcome.differences) == "GET :80/: 404 (original: 200)");
}

TEST_CASE("a header that matters differs, also where one side has none") {
  const record::Recording original = run_with(page(200, "a"));
  CHECK(what(compare(original, run_with(page(200, "a", "text/plain")), {})) ==
        Texts{"GET :80/: content-type"});
  record::Recording bare = original;
  bare.exercises[0].answer.headers.clear();
  CHECK(what(compare(original, bare, {})) == Texts{"GET :80/: content-type"});
  CHECK(what(compare(bare, original, {})) == Texts{"GET :80/: content-type"});
}

TEST_CASE("a body beyond what is kept is compared by its digest") {
  const std::string body(Content::kKept + 10, 'x');
  CHECK(what(compare(run_with(page(200, body + "1")), run_with(page(200, body + "2")), {})) ==
        Texts{"GET :80/: body"});
}

TEST_CASE("of a body without an end, what both have is compared") {
  record::Recording original = run_with(page(200, "tick\ntick\n"));
  record::Recording result = run_with(page(200, "tick\n"));
  original.exercises[0].answer.content.whole = false;
  CHECK(compare(original, result, {}).differences.empty());
  result.exercises[0].answer.content.head = "tock\n";
  CHECK_FALSE(compare(original, result, {}).differences.empty());
}

TEST_CASE("what two runs of the original differ in is no difference") {
  const record::Recording original = run_with(page(200, "now 12\nfixed"));
  const record::Recording again = run_with(page(200, "now 13\nfixed"));
  const Outcome same = compare(original, run_with(page(200, "now 99\nfixed")), {&again});
  CHECK(same.differences.empty());
  CHECK(same.normalised == 1);
  const Outcome other = compare(original, run_with(page(200, "now 99\nbroken")), {&again});
  REQUIRE(what(other) == Texts{"GET :80/: body, line 2"});
  CHECK(other.differences[0].result == "broken");
}

TEST_CASE("a number beside what varies is compared; whether numbers alone differ is told") {
  const record::Recording original = run_with(page(200, "id 12\nitems 3"));
  const record::Recording again = run_with(page(200, "id 13\nitems 3"));
  const record::Recording result = run_with(page(200, "id 14\nitems 4"));
  const Outcome outcome = compare(original, result, {&again});
  REQUIRE(what(outcome) == Texts{"GET :80/: body, line 2"});
  CHECK(outcome.may_vary);
  CHECK(outcome.numbers_alone);
  const record::Recording third = run_with(page(200, "id 15\nitems 5"));
  CHECK(compare(original, result, {&again, &third}).differences.empty());
  CHECK_FALSE(compare(original, run_with(page(200, "id 14\nitems none")), {&again}).numbers_alone);
}

TEST_CASE("a time that was the same in both runs of the original may be a later one") {
  const auto at = [](int seconds) {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return run_with(page(200, "up since " + std::to_string(now - 60 + seconds) + ", 3 items"));
  };
  const record::Recording original = at(0);
  CHECK(compare(original, at(9), {&original}).differences.empty());
  record::Recording other = at(9);
  other.exercises = {page(200, "up since 1700000000, 3 items")};
  CHECK(what(compare(original, other, {&original})) == Texts{"GET :80/: body, line 1"});
}

TEST_CASE("an exercise that was not run differs") {
  record::Recording result = run_with(page(200, "a"));
  result.exercises.clear();
  CHECK(compare(run_with(page(200, "a")), result, {}).differences[0].result == "none");
}

TEST_CASE("a port of the original has to listen; another one may") {
  const record::Recording original = run_with(page(200, "a"));
  record::Recording result = original;
  result.trace.ports = {80, 9000};
  CHECK(compare(original, result, {}).differences.empty());
  result.trace.ports = {9000};
  CHECK(what(compare(original, result, {})) == Texts{"ports that listen"});
}

TEST_CASE("the app has to end as the original's does") {
  record::Recording original = run_with(page(200, "a"));
  record::Recording result = original;
  SUBCASE("it ends by itself") {
    result.stopped = false;
    CHECK(what(compare(original, result, {}))[0] == "the app");
  }
  SUBCASE("with another status") {
    original.stopped = result.stopped = false;
    result.exits = {{.code = 1, .signal = 0}};
    CHECK(what(compare(original, result, {})) == Texts{"the app's end"});
  }
  SUBCASE("it takes no notice of the stop signal") {
    result.killed = true;
    CHECK(what(compare(original, result, {})) == Texts{"the stop signal"});
    CHECK(compare(result, original, {}).differences.empty());
  }
  SUBCASE("a tool says something else") {
    original.stopped = result.stopped = false;
    original.outputs = {{.size = 1, .digest = base::sha256("a"), .head = "a"}};
    result.outputs = {{.size = 1, .digest = base::sha256("b"), .head = "b"}};
    CHECK(what(compare(original, result, {})) == Texts{"the app's output, line 1"});
    result.outputs = original.outputs;
    original.errors = original.outputs;
    result.errors = {{.size = 1, .digest = base::sha256("b"), .head = "b"}};
    CHECK(what(compare(original, result, {})) == Texts{"the app's errors, line 1"});
  }
}

TEST_CASE("more tries than any run of the original needed are a difference") {
  const record::Recording original = run_with(page(200, "a"));
  record::Recording result = original;
  result.exercises[0].tries = 3;
  const Outcome outcome = compare(original, result, {});
  REQUIRE(what(outcome) == Texts{"GET :80/: tries"});
  CHECK(describe_first(outcome.differences) == "GET :80/: tries: 3 (original: 1)");
  CHECK(outcome.may_vary);
  CHECK(outcome.numbers_alone);
  record::Recording again = original;
  again.exercises[0].tries = 3;
  CHECK(compare(original, result, {&again}).differences.empty());
  CHECK(compare(result, original, {}).differences.empty());
}

TEST_CASE("an exercise that takes five times as long and a second longer differs") {
  record::Recording original = run_with(page(200, "a"));
  record::Recording result = original;
  const auto differs = [&](double before, double after) {
    original.exercises[0].seconds = before;
    result.exercises[0].seconds = after;
    return !compare(original, result, {}).differences.empty();
  };
  CHECK(differs(0.01, 20));
  CHECK_FALSE(differs(0.01, 0.9));
  CHECK_FALSE(differs(2, 9));
  CHECK(differs(2, 11));
  record::Recording slower = original;
  slower.exercises[0].seconds = 4;
  CHECK(compare(original, result, {&slower}).differences.empty());
}

TEST_CASE("a hold-out that fails in the original is not compared") {
  record::Recording original = run_with(page(500, "a"));
  original.exercises[0].hold_out = true;
  record::Recording result = run_with(page(200, "b"));
  result.exercises[0].hold_out = true;
  result.exercises[0].seconds = 99;
  const Outcome outcome = compare(original, result, {});
  CHECK(outcome.differences.empty());
  CHECK(outcome.not_compared == Texts{"GET :80/"});
  CHECK(what(compare(result, original, {})).at(0) == "GET :80/");
}

TEST_CASE("of a second run of the result only what differs again counts") {
  const record::Recording original = run_with(page(200, "a\nb"));
  const Outcome before = compare(original, run_with(page(200, "a\nX")), {});
  Outcome same_again = compare(original, run_with(page(200, "Y\nb")), {});
  keep_repeated(same_again, before);
  CHECK(what(same_again) == Texts{"GET :80/: body, line 1"});
  Outcome other = compare(original, run_with(page(404, "a\nb")), {});
  keep_repeated(other, before);
  CHECK(other.differences.empty());
}

TEST_CASE("what a command writes to stderr is compared beside its output") {
  record::Recording original = run_with(page(200, "a"));
  original.exercises[0].answer.exit = Exit{};
  original.exercises[0].answer.errors = {.size = 1, .digest = base::sha256("a"), .head = "a"};
  record::Recording result = original;
  result.exercises[0].answer.errors = {.size = 1, .digest = base::sha256("b"), .head = "b"};
  CHECK(what(compare(original, result, {})) == Texts{"GET :80/: errors, line 1"});
}

TEST_CASE("of a line that is written over, what it says last counts") {
  const record::Recording original = run_with(page(200, "begin\nframe 1\rframe 2\rdone 7\nend\n"));
  const record::Recording again = run_with(page(200, "begin\nframe 2\rdone 7\nend\n"));
  const record::Recording result = run_with(page(200, "begin\nframe 3\rhalf\rdone 7\nend\n"));
  CHECK(compare(original, result, {&again}).differences.empty());
  const record::Recording other = run_with(page(200, "begin\nframe 1\rfailed\nend\n"));
  CHECK_FALSE(compare(original, other, {&again}).differences.empty());
}
