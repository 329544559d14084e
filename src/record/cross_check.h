// Two probes that both see opens check each other: fanotify sees them in the kernel, the others in
// the calls of the app. An open that only one of them has seen, and that no rule of the kernel
// explains, is a loss: the other may have missed more.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/probe.h"
#include "whittle/trace.h"

namespace whittle::record {

// The trace of one probe alone.
struct ProbeTrace {
  std::string_view probe;
  Sees sees;
  Trace trace;
};

// Whether a path is as it is in the image. Paths that the run has created, moved or removed are
// not: an open may be recorded under the old or the new name.
using IsUnchanged = std::function<bool(const std::string& path)>;

// A message for each path and pair of probes, in the app's phases only: a runtime runs before its
// process can be followed, and partly outside the container.
std::vector<std::string> contradictions(std::span<const ProbeTrace> traces,
                                        const IsUnchanged& is_unchanged);

}  // namespace whittle::record
