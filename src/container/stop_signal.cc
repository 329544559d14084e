#include <signal.h>
#include <string.h>

#include <charconv>
#include <optional>
#include <string>

#include "container/container.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "RTMIN+3", "RTMAX-1", and without an offset.
std::optional<int> real_time(std::string_view name) {
  const bool from_minimum = name.starts_with("RTMIN");
  if (!from_minimum && !name.starts_with("RTMAX")) return std::nullopt;
  const int base = from_minimum ? SIGRTMIN : SIGRTMAX;
  if (name.size() == 5) return base;
  if (name[5] != (from_minimum ? '+' : '-')) return std::nullopt;
  const auto offset = number(name.substr(6));
  if (!offset || *offset < 0) return std::nullopt;
  return from_minimum ? base + *offset : base - *offset;
}

std::optional<int> by_name(std::string_view name) {
  for (int candidate = 1; candidate < SIGRTMIN; ++candidate) {
    const char* known = sigabbrev_np(candidate);
    if (known && name == known) return candidate;
  }
  return real_time(name);
}

}  // namespace

int stop_signal(const ImageConfig& config) {
  if (config.stop_signal.empty()) return SIGTERM;
  std::string_view name = config.stop_signal;
  if (name.starts_with("SIG")) name.remove_prefix(3);
  const auto found = number(name) ? number(name) : by_name(name);
  if (found && *found >= 1 && *found <= SIGRTMAX) return *found;
  throw Error("the image's stop signal \"" + config.stop_signal + "\" is not a signal",
              "signals are named as in signal(7): SIGTERM, SIGQUIT, SIGRTMIN+3");
}

}  // namespace whittle::container
