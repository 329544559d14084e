#include "record/usable.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;

TEST_CASE("the tail of a log is its last lines, indented") {
  CHECK(record::log_tail("") == "");
  CHECK(record::log_tail("one\n") == "  | one\n");
  CHECK(record::log_tail("one\ntwo\nthree", 2) == "  | two\n  | three\n");
  CHECK(record::log_tail("one\ntwo\nthree\n", 2) == "  | two\n  | three\n");
  CHECK(record::log_tail("one\ntwo\n", 5) == "  | one\n  | two\n");
  CHECK(record::log_tail("\x1b[2Jone\n" + std::string(9, '\0') + "\n") ==
        "  | ?[2Jone\n  | (9 B that are not text)\n");
}

TEST_CASE("a recording is usable where every exercise passed and the app did not fail") {
  record::Recording recording;
  recording.exits = {{.code = 0}};
  record::require_success(recording, {});
  recording.exits = {{.code = 3}};
  CHECK_THROWS_WITH_AS(record::require_success(recording, {}),
                       "the recording failed: the app exited with status 3", Error);
  // With --run the user chose the arguments; and who is stopped may end in any way.
  record::require_success(recording, {.runs = {{"--help"}}});
  recording.stopped = true;
  record::require_success(recording, {});
  recording.exercises = {{.name = "GET :80/", .passed = false, .detail = "500"}};
  CHECK_THROWS_WITH_AS(record::require_success(recording, {.runs = {{"--help"}}}),
                       "the recording failed: GET :80/: 500", Error);
}

TEST_CASE("losses are counted, with what is known of them") {
  Trace trace;
  CHECK(record::loss_warnings(trace, "files may be missing").empty());
  trace.losses.contradiction = 1;
  trace.contradictions = {"fanotify alone saw /x"};
  CHECK(record::loss_warnings(trace, "files may be missing") ==
        std::vector<std::string>{
            "the recording is incomplete: 1 events were lost; files may be missing",
            "fanotify alone saw /x"});
}
