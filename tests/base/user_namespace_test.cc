#include "base/user_namespace.h"

#include <doctest/doctest.h>

using whittle::base::maps_every_id_to_itself;

TEST_CASE("the initial user namespace maps every id to itself") {
  CHECK(maps_every_id_to_itself("         0          0 4294967295\n"));
}

TEST_CASE("another user namespace does not, even where its root is root outside") {
  CHECK_FALSE(maps_every_id_to_itself("0 1000 1\n1 100000 65536\n"));
  CHECK_FALSE(maps_every_id_to_itself("0 0 1\n"));
  CHECK_FALSE(maps_every_id_to_itself("0 0 65536\n65536 65536 4294901759\n"));
}

TEST_CASE("a user namespace without a map is not the initial one") {
  CHECK_FALSE(maps_every_id_to_itself(""));
}
