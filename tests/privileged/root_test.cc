#include <doctest/doctest.h>
#include <unistd.h>

TEST_CASE("the privileged tests run as root") {
  REQUIRE(geteuid() == 0);
}
