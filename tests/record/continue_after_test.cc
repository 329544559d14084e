#include "record/continue_after.h"

#include <doctest/doctest.h>

#include <csignal>
#include <thread>

#include "whittle/error.h"

using namespace whittle;
using record::ContinueAfter;

namespace {

// Runs until wait() has been called a number of times.
class CountedEndpoint : public Endpoint {
 public:
  explicit CountedEndpoint(int looks) : left(looks) {}
  bool running() const override { return left > 0; }
  std::set<std::uint16_t> listening() const override { return {}; }
  std::chrono::nanoseconds busy_time() const override { return {}; }
  void in_network(const std::function<void()>& body) const override { body(); }
  CommandOutput exec(const std::string&) override { return {}; }
  CommandOutput exec_program(const std::vector<std::string>&) override { return {}; }
  CommandOutput host_exec(const std::string&) override { return {}; }
  bool wait(std::chrono::milliseconds) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (at_look == left) ::raise(SIGUSR1);
    return --left > 0;
  }
  int left;
  int at_look = -1;
};

int looks_left(const char* text, bool has_exercises,
               CountedEndpoint endpoint = CountedEndpoint(5)) {
  record::wait_for_end(text ? ContinueAfter::parse(text) : ContinueAfter{}, has_exercises, endpoint,
                       std::chrono::steady_clock::now() - std::chrono::seconds(10));
  return endpoint.left;
}

}  // namespace

TEST_CASE(
    "without the option, a recording ends after the exercises, or with the app if there are none") {
  CHECK(looks_left(nullptr, true) == 5);
  CHECK(looks_left(nullptr, false) == 0);
}

TEST_CASE("exit waits for the app also after exercises") {
  CHECK(looks_left("exit", true) == 0);
}

TEST_CASE("a timeout counts from the start of the app") {
  CHECK(looks_left("timeout:5", false) == 5);   // the app started 10 s ago
  CHECK(looks_left("timeout:60", false) == 0);  // the app ended first
}

TEST_CASE("SIGUSR1 ends a recording that waits for a signal, and is reset afterwards") {
  CountedEndpoint endpoint(5);
  endpoint.at_look = 3;
  CHECK(looks_left("signal", true, endpoint) == 2);
  struct sigaction now {};
  ::sigaction(SIGUSR1, nullptr, &now);
  CHECK((now.sa_handler == SIG_DFL));
}

TEST_CASE("invalid values of --continue-after") {
  for (const char* text :
       {"", "never", "timeout:", "timeout:x", "timeout:0", "timeout:1x", "timeout:-1"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(ContinueAfter::parse(text), UsageError);
  }
}
