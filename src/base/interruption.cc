#include "base/interruption.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <vector>

#include "whittle/error.h"

namespace whittle::base {
namespace {

using Clock = std::chrono::steady_clock;

std::atomic<int> signal_number{0};
std::atomic<int> event_fd{-1};
std::atomic<Clock::rep> deadline_ticks{0};

void on_signal(int number) {  // async-signal-safe only
  const int saved = errno;
  signal_number = number;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(event_fd, &one, sizeof one);
  errno = saved;
}

}  // namespace

namespace interruption {

void install() {
  event_fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(number, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void set_deadline(Clock::time_point when) {
  deadline_ticks = when.time_since_epoch().count();
}

std::optional<Clock::time_point> deadline() {
  const Clock::rep ticks = deadline_ticks;
  if (ticks == 0) return std::nullopt;
  return Clock::time_point(Clock::duration(ticks));
}

int fd() {
  return event_fd;
}

bool pending() {
  const auto limit = deadline();
  return signal_number != 0 || (limit && Clock::now() >= *limit);
}

void check() {
  if (const int number = signal_number) {
    const char* name = sigabbrev_np(number);
    throw Interrupted("interrupted by SIG" + std::string(name ? name : "?"),
                      "no image was published and nothing was left behind; run the command again");
  }
  if (pending()) {
    throw Interrupted(
        "the time limit of the run is over",
        "raise it with --timeout SECONDS, or set when recording stops with --continue-after");
  }
}

}  // namespace interruption

int poll_interruptibly(pollfd* fds, std::size_t count, std::chrono::milliseconds at_most) {
  interruption::check();
  std::vector<pollfd> all(fds, fds + count);
  all.push_back({.fd = interruption::fd(), .events = POLLIN, .revents = 0});
  if (const auto limit = interruption::deadline()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*limit - Clock::now());
    at_most = std::clamp(at_most, std::chrono::milliseconds(0),
                         std::max(left, std::chrono::milliseconds(0)));
  }
  const int ready = ::poll(all.data(), all.size(), static_cast<int>(at_most.count()));
  if (ready < 0 && errno != EINTR) throw SystemError("cannot wait", errno);
  interruption::check();
  std::copy_n(all.begin(), count, fds);
  return std::max(ready, 0);
}

}  // namespace whittle::base
