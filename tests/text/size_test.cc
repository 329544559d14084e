#include "text/size.h"

#include <doctest/doctest.h>

using namespace whittle;

TEST_CASE("sizes are in decimal units, with one digit") {
  CHECK(text::size(0) == "0 B");
  CHECK(text::size(999) == "999 B");
  CHECK(text::size(1000) == "1.0 kB");
  CHECK(text::size(999'999) == "1.0 MB");
  CHECK(text::size(11'940'000) == "11.9 MB");
}
