// Adds a resolved path to the trace, once the result of the call is known.
#pragma once

#include <optional>
#include <string>

#include "probes/calls/resolver.h"
#include "probes/trace_builder.h"
#include "whittle/trace.h"

namespace whittle::probes {

struct ResolvedUse {
  Resolution resolution;
  EnumSet<Use> uses;
  bool only_if_successful = false;
};

// error: 0 or an errno; nullopt if the caller died during the call.
void record_use(TraceBuilder& builder, const ResolvedUse& use, std::optional<int> error,
                Phase phase, const std::string& user);

// For a probe that does not see the result of the call. A path that exists is recorded as used and
// as looked up (all that happened if the call failed). A path that does not exist is recorded as
// absent, and as used too if the call may have created it.
void record_use_without_result(TraceBuilder& builder, const ResolvedUse& use, Phase phase,
                               const std::string& user);

// The interpreter of an executed file, in the image or elsewhere; empty if it has none.
std::string interpreter_of(const Resolution& file);
// Scripts may have scripts as interpreters (linux: exec_binprm); the last has a loader.
inline constexpr int kMaxInterpreters = 6;

}  // namespace whittle::probes
