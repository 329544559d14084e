// Two probes that both see opens check each other: fanotify sees them as the kernel does them, a
// probe that follows calls as the app asks for them. What one of them alone has seen, and what no
// rule of the kernel explains, is a loss of the other: then nobody knows what else it has missed.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/probe.h"
#include "whittle/trace.h"

namespace whittle::record {

// What one probe alone has told.
struct Witness {
  std::string_view probe;
  Sees sees;
  Trace trace;
};

// Whether a path is still what it is in the image. What the run has made, moved or removed is not:
// an open of it may be told under either name.
using IsUnchanged = std::function<bool(const std::string& path)>;

// In words, one for each path and pair. Of the app's phases: a runtime works before its process can
// be seen, and partly on the host's side.
std::vector<std::string> contradictions(std::span<const Witness> witnesses,
                                        const IsUnchanged& is_unchanged);

}  // namespace whittle::record
