#include "record/continue_after.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <csignal>

#include "base/interruption.h"
#include "whittle/error.h"

namespace whittle::record {
namespace {

using ContinueKind = ContinueAfter::Kind;
constexpr std::chrono::milliseconds kPollInterval{50};

struct Name {
  const char* text;
  ContinueKind kind;
};
constexpr std::array kNames{Name{"probe", ContinueKind::probe}, Name{"exec", ContinueKind::exec},
                            Name{"exit", ContinueKind::exit}, Name{"signal", ContinueKind::signal},
                            Name{"enter", ContinueKind::enter}};

std::atomic<bool> user_signal{false};

// SIGUSR1 means "continue" while this object exists. A handler, not a blocked signal: children
// inherit a blocked signal, but a handler is reset by exec.
class UserSignal {
 public:
  UserSignal() {
    user_signal = false;
    struct sigaction action {};
    action.sa_handler = [](int) { user_signal = true; };
    ::sigaction(SIGUSR1, &action, &before_);
  }
  ~UserSignal() { ::sigaction(SIGUSR1, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

void wait_for_enter(Endpoint& endpoint) {
  while (endpoint.running()) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (base::poll_interruptibly(&input, 1, kPollInterval) > 0 && input.revents != 0) {
      char byte = 0;
      if (::read(STDIN_FILENO, &byte, 1) != 1 || byte == '\n') return;
    }
  }
}

}  // namespace

ContinueAfter ContinueAfter::parse(const std::string& text) {
  for (const Name& name : kNames) {
    if (text == name.text) return {.kind = name.kind};
  }
  constexpr std::string_view kTimeout = "timeout:";
  if (text.starts_with(kTimeout)) {
    long seconds = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + kTimeout.size(), end, seconds);
    if (error == std::errc{} && stop == end && seconds > 0 && seconds <= 86400) {
      return {.kind = ContinueKind::timeout, .timeout = std::chrono::seconds(seconds)};
    }
  }
  throw UsageError("\"" + text + "\" is not valid for --continue-after",
                   "it takes timeout:SECONDS, probe, exec, exit, signal or enter");
}

void wait_for_end(const ContinueAfter& continue_after, bool has_exercises, Endpoint& endpoint,
                  std::chrono::steady_clock::time_point started) {
  ContinueKind kind = continue_after.kind;
  if (kind == ContinueKind::automatic) {
    kind = has_exercises ? ContinueKind::probe : ContinueKind::exit;
  }

  const UserSignal handler;
  switch (kind) {
    case ContinueKind::timeout:
      while (std::chrono::steady_clock::now() < started + continue_after.timeout &&
             endpoint.wait(kPollInterval)) {
      }
      return;
    case ContinueKind::exit:
      while (endpoint.wait(kPollInterval)) {
      }
      return;
    case ContinueKind::signal:
      while (!user_signal && endpoint.wait(kPollInterval)) {
      }
      return;
    case ContinueKind::enter:
      return wait_for_enter(endpoint);
    case ContinueKind::automatic:
    case ContinueKind::probe:
    case ContinueKind::exec:
      return;  // the exercises are done already
  }
}

}  // namespace whittle::record
