#include "rehearse/driver_output.h"

#include <doctest/doctest.h>

using namespace whittle::rehearse;

TEST_CASE("a driver's lines are read, whatever the units print between them") {
  const DriverOutput read = read_driver_output(
      "\nT b 0\nhello T\nT l 0\nno end of lineT b 1\nT f 1 ImportError: x\n\x1b[31m\nT o 1 /a/b\n"
      "T o 1 relative\nT l 7\nT l x\nT l\nT b 2\nT l 2",
      "T", 3);
  CHECK(read.results[0].outcome == Outcome::loaded);
  CHECK(read.results[1].outcome == Outcome::failed);
  CHECK(read.results[1].detail == "ImportError: x");
  CHECK(read.results[1].opened == std::set<std::string>{"/a/b"});
  CHECK_MESSAGE(read.results[2].outcome == Outcome::not_reached, "its line is cut off");
  CHECK(read.last == 2);
}

TEST_CASE("why a unit failed is one short printable line") {
  const DriverOutput read =
      read_driver_output("T f 0 \x1b[31mred" + std::string(5000, 'x') + "\n", "T", 1);
  CHECK(read.results[0].detail.size() <= 200);
  CHECK(read.results[0].detail.find('\x1b') == std::string::npos);
  CHECK_FALSE(read.last);
}

TEST_CASE("a token is long and never the same") {
  CHECK(new_token().size() == 32);
  CHECK(new_token() != new_token());
}
