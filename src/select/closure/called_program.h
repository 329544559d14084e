// Programs that kept code runs by name.
#pragma once

#include <string>

#include "select/rule_context.h"

namespace whittle::select {

// Keeps the program of this name, if the image has it and --data-budget allows it with its
// libraries and interpreter; else it is left out with a warning. Shells are not kept: see
// keep_shell().
void keep_called(RuleContext& context, const std::string& program, const Reason& reason);

// Keeps /bin/sh for a call that starts a shell: without it such a call cannot work at all.
void keep_shell(RuleContext& context, const std::string& call, const std::string& caller);

}  // namespace whittle::select
