// What a resolved path means for the trace, once it is known what came of the call.
#pragma once

#include <optional>
#include <string>

#include "probes/calls/resolver.h"
#include "probes/findings.h"
#include "whittle/trace.h"

namespace whittle::probes {

struct ResolvedUse {
  Resolution resolution;
  EnumSet<Use> uses;
  bool only_if_successful = false;
};

// error: 0 or an errno; nothing where the caller died within the call.
void book(Findings& findings, const ResolvedUse& use, std::optional<int> error, Phase phase,
          const std::string& user);

// Where nobody tells what came of the call. What is there counts as used, and as looked up, which
// is all that happened where the call failed. What is not there is absent, and used too where the
// call may have made it.
void book_untold(Findings& findings, const ResolvedUse& use, Phase phase, const std::string& user);

// Of what was executed, in the image or elsewhere; empty where it has none.
std::string interpreter_of(const Resolution& file);
// Scripts whose interpreters are scripts (linux: exec_binprm), and the loader of the last.
inline constexpr int kMaxInterpreters = 6;

}  // namespace whittle::probes
