#include "container/network.h"

#include <doctest/doctest.h>

using namespace whittle;

TEST_CASE("only listening sockets are returned, of both families") {
  const auto sockets = container::parse_listening(
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
      "inode\n"
      "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 4711 1 "
      "0\n"
      "   1: 0100007F:0051 0100007F:9000 01 00000000:00000000 00:00000000 00000000     0 0 4712 1 "
      "0\n"
      "   2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A "
      "00000000:00000000 00:00000000 00000000     0 0 4713 1 0\n"
      "   3: broken\n");
  REQUIRE(sockets.size() == 2);
  CHECK(sockets[0].port == 8080);
  CHECK(sockets[0].inode == 4711);
  CHECK(sockets[1].port == 80);
  CHECK(sockets[1].inode == 4713);
}
