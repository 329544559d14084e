// Compiled modules of interpreted languages (*.so, *.node), with the libraries that they need.
#pragma once

#include <string>

#include "select/rule_context.h"

namespace whittle::select {

// False for a module of another system or C library: packages often bring one for each.
bool runs_here(RuleContext& context, NodeId file);

// Keeps the module at this path, whether or not a recorded run loaded it. If it and the libraries
// that it would add exceed the budget (--app-budget for a module of the application itself, else
// --data-budget), it is left out with a warning. Other files than compiled modules have no budget.
// False: there is no such file.
bool keep_module(RuleContext& context, const std::string& path, const Reason& reason);

}  // namespace whittle::select
