#include "base/subordinate_ids.h"

#include <doctest/doctest.h>

using namespace whittle::base;

TEST_CASE("ranges are found by the name and by the uid of the user") {
  const char* table = "ann:100000:65536\n1000:300000:10\nanna:1:1\nann:x:5\nann:5\n\nann:7:0\n";
  CHECK(subordinate_ids(table, "ann", 1000) == std::vector<IdRange>{{100000, 65536}, {300000, 10}});
  CHECK(subordinate_ids(table, "", 7).empty());
  CHECK(subordinate_ids("", "ann", 1000).empty());
}

TEST_CASE("the user is root, and its other ids follow without a gap") {
  CHECK(
      id_map_arguments(1000, {{100000, 65536}, {300000, 10}}) ==
      std::vector<std::string>{"0", "1000", "1", "1", "100000", "65536", "65537", "300000", "10"});
}
