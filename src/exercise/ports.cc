#include "exercise/ports.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

#include "text/join.h"

namespace whittle::exercise {

Port parse_port(std::string_view text) {
  Port port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() ? port : 0;
}

Ports exposed_tcp_ports(const std::vector<std::string>& exposed) {
  Ports ports;
  for (const std::string_view text : exposed) {
    const std::size_t slash = text.find('/');
    if (slash != text.npos && text.substr(slash) != "/tcp") continue;
    const std::string_view range = text.substr(0, slash);
    const std::size_t dash = range.find('-');
    const Port first = parse_port(range.substr(0, dash));
    const Port last = dash == range.npos ? first : parse_port(range.substr(dash + 1));
    if (first == 0) continue;
    for (std::uint32_t port = first; port <= last; ++port) ports.insert(static_cast<Port>(port));
  }
  return ports;
}

std::string describe(const Ports& ports) {
  if (ports.empty()) return "none";
  return text::join(ports, ", ", [](Port port) { return std::to_string(port); });
}

Ports without(const Ports& ports, const Ports& others) {
  Ports left;
  std::ranges::set_difference(ports, others, std::inserter(left, left.end()));
  return left;
}

Listening wait_until_listening(Endpoint& endpoint,
                               const std::function<bool(const Ports&)>& is_enough,
                               std::chrono::milliseconds at_most) {
  using namespace std::chrono_literals;
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  // Reading /proc/net/tcp is cheap, so it is read often.
  for (auto pause = 5ms;; pause = std::min(pause * 2, 50ms)) {
    if (is_enough(endpoint.listening())) return Listening::yes;
    if (!endpoint.running()) return Listening::app_ended;
    if (std::chrono::steady_clock::now() >= deadline) return Listening::timed_out;
    if (!endpoint.wait(pause)) return Listening::app_ended;
  }
}

}  // namespace whittle::exercise
