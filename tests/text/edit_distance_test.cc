#include "text/edit_distance.h"

#include <doctest/doctest.h>

TEST_CASE("the edit distance counts inserted, removed and replaced characters") {
  using whittle::text::edit_distance;
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("curl", "crul") == 2);
  CHECK(edit_distance("nginx", "nginz") == 1);
  CHECK(edit_distance("kitten", "sitting") == edit_distance("sitting", "kitten"));
  CHECK(edit_distance("kitten", "sitting") == 3);
}
