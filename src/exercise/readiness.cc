#include "exercise/readiness.h"

#include <algorithm>
#include <utility>

namespace whittle::exercise {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// At rest is an app that has neither run nor waited for a processor for more than a part of a while.
constexpr auto kLook = 50ms;
constexpr int kLooksAtRest = 2;
constexpr auto kBusyAtRest = 10ms;

// Whether the app did something since the last look.
class Activity {
 public:
  explicit Activity(const Endpoint& endpoint) : endpoint_(endpoint) {}
  bool look() {
    const std::chrono::nanoseconds before = std::exchange(busy_, endpoint_.busy_time());
    return std::chrono::abs(busy_ - before) >= kBusyAtRest;
  }

 private:
  const Endpoint& endpoint_;
  std::chrono::nanoseconds busy_ = endpoint_.busy_time();
};

// Not longer than the app works on its start.
template <typename Listen>
void wait_while_it_works(Endpoint& endpoint, const Listen& all_listen, const ReadyLimits& limits) {
  const auto deadline = Clock::now() + limits.others;
  auto worked = Clock::now();
  Activity activity(endpoint);
  while (!all_listen(endpoint.listening())) {
    const auto now = Clock::now();
    if (now >= deadline || now - worked >= limits.idle || !endpoint.wait(kLook)) return;
    if (activity.look()) worked = Clock::now();
  }
}

void wait_until_at_rest(Endpoint& endpoint, std::chrono::milliseconds at_most) {
  const auto deadline = Clock::now() + at_most;
  Activity activity(endpoint);
  for (int at_rest = 0; at_rest < kLooksAtRest && Clock::now() + kLook <= deadline;) {
    if (!endpoint.wait(kLook)) return;
    at_rest = activity.look() ? 0 : at_rest + 1;
  }
}

}  // namespace

Readiness wait_until_ready(Endpoint& endpoint, const Ports& exposed, const ReadyLimits& limits,
                           SharedTimeout& timeout) {
  Readiness ready;
  const auto any = [&](const Ports& now) {
    return exposed.empty() || std::ranges::any_of(exposed, [&](Port p) { return now.contains(p); });
  };
  const auto all = [&](const Ports& now) {
    return without(without(exposed, timeout.given_up()), now).empty();
  };
  const Listening first =
      wait_until_listening(endpoint, any, timeout.limit_for(exposed, limits.first));
  ready.listens = first == Listening::yes;
  if (first == Listening::timed_out) timeout.note_timeout(exposed);
  if (ready.listens) wait_while_it_works(endpoint, all, limits);
  if (!endpoint.running()) return ready;
  ready.silent = without(exposed, endpoint.listening());
  if (ready.listens) timeout.give_up(ready.silent);
  if (timeout.first_command()) wait_until_at_rest(endpoint, limits.rest);
  return ready;
}

}  // namespace whittle::exercise
