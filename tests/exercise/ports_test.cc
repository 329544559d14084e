#include "exercise/ports.h"

#include <doctest/doctest.h>

#include "exercise/fake_endpoint.h"

using namespace whittle;
using namespace whittle::exercise;
using namespace std::chrono_literals;

TEST_CASE("exposed TCP ports are read from the image's config") {
  CHECK(exposed_tcp_ports({"443/tcp", "80"}) == Ports{80, 443});
  CHECK(exposed_tcp_ports({"8000-8002/tcp"}) == Ports{8000, 8001, 8002});
  CHECK(exposed_tcp_ports({"65534-65535"}) == Ports{65534, 65535});
}

TEST_CASE("what is not a TCP port is left out") {
  CHECK(exposed_tcp_ports({"53/udp", "9/sctp", "http/tcp", "", "0", "70000", "80 ", "-", "90-80"})
            .empty());
}

TEST_CASE("ports are described in order") {
  CHECK(describe(Ports{443, 80}) == "80, 443");
  CHECK(describe(Ports{}) == "none");
}

TEST_CASE("waiting ends when the port listens, the app ends or the time is over") {
  FakeEndpoint endpoint;
  endpoint.ports = {80};
  const auto has = [](Port port) {
    return [port](const Ports& now) { return now.contains(port); };
  };

  SUBCASE("listens after a while") {
    endpoint.listens_after = 3;
    CHECK(wait_until_listening(endpoint, has(80), 10s) == Listening::yes);
  }
  SUBCASE("ends") {
    endpoint.ends_after = 2;
    CHECK(wait_until_listening(endpoint, has(81), 10s) == Listening::app_ended);
  }
  SUBCASE("gives up") {
    CHECK(wait_until_listening(endpoint, has(81), 20ms) == Listening::timed_out);
  }
}
