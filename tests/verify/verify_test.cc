#include "verify/verify.h"

#include <doctest/doctest.h>

using namespace whittle;

TEST_CASE("the tail of a log is its last lines, indented") {
  CHECK(verify::log_tail("") == "");
  CHECK(verify::log_tail("one\n") == "  | one\n");
  CHECK(verify::log_tail("one\ntwo\nthree", 2) == "  | two\n  | three\n");
  CHECK(verify::log_tail("one\ntwo\nthree\n", 2) == "  | two\n  | three\n");
  CHECK(verify::log_tail("one\ntwo\n", 5) == "  | one\n  | two\n");
}
