// The TCP ports that an image exposes (image-spec, config.md: ExposedPorts), and waiting until one
// listens.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "whittle/exercise.h"

namespace whittle::exercise {

using Port = std::uint16_t;
using Ports = std::set<Port>;

// "80/tcp", "8080", "8000-8010/tcp". Other protocols and invalid ports are left out.
Ports exposed_tcp_ports(const std::vector<std::string>& exposed);

// The whole text as a port number, 1 to 65535; 0 for anything else.
Port parse_port(std::string_view text);

std::string describe(const Ports& ports);  // "80, 443"; "none"

// Of ports, those that are not among others.
Ports without(const Ports& ports, const Ports& others);

enum class Listening { yes, app_ended, timed_out };

// Waits until is_enough() accepts the listening ports, at most this long. Throws Interrupted.
Listening wait_until_listening(Endpoint& endpoint,
                               const std::function<bool(const Ports&)>& is_enough,
                               std::chrono::milliseconds at_most);

}  // namespace whittle::exercise
