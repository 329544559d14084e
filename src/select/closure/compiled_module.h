// Compiled modules of interpreted languages: one file, and the libraries behind it.
#pragma once

#include <string>

#include "select/rule_context.h"

namespace whittle::select {

// Keeps the module at this path, which no recorded run needs to have loaded. Where it and the
// libraries that it would bring are beyond the budget (--app-budget for a module of the
// application itself, else --data-budget), it is passed over, and a warning tells of it. False:
// there is no such file.
bool keep_module(RuleContext& context, const std::string& path, const Reason& reason);

}  // namespace whittle::select
