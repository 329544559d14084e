#include <doctest/doctest.h>

#include <csignal>

#include "container/container.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

int number_of(const std::string& name) {
  ImageConfig config;
  config.stop_signal = name;
  return container::stop_signal(config);
}

}  // namespace

TEST_CASE("stop signals as images name them") {
  CHECK(number_of("") == SIGTERM);
  CHECK(number_of("SIGQUIT") == SIGQUIT);
  CHECK(number_of("QUIT") == SIGQUIT);
  CHECK(number_of("3") == SIGQUIT);
  CHECK(number_of("SIGRTMIN+3") == SIGRTMIN + 3);
  CHECK(number_of("RTMAX-1") == SIGRTMAX - 1);
}

TEST_CASE("what is not a signal is refused") {
  for (const char* name : {"SIGNOTHING", "0", "-1", "65", "9x", "SIGRTMIN+99", "SIG", "RTMIN-1"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(number_of(name), Error);
  }
}
