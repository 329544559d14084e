#include "record/usable.h"

#include <doctest/doctest.h>

using namespace whittle;

TEST_CASE("the tail of a log is its last lines, indented") {
  CHECK(record::log_tail("") == "");
  CHECK(record::log_tail("one\n") == "  | one\n");
  CHECK(record::log_tail("one\ntwo\nthree", 2) == "  | two\n  | three\n");
  CHECK(record::log_tail("one\ntwo\nthree\n", 2) == "  | two\n  | three\n");
  CHECK(record::log_tail("one\ntwo\n", 5) == "  | one\n  | two\n");
}
