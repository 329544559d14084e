// Runtimes that no reader knows: programs that opened several like files below their own directory
// (a virtual machine's modules, a host's plugins), of which only a part is kept.
#pragma once

#include <string>
#include <string_view>

#include "select/rule_context.h"

namespace whittle::select {

// Adds a warning for each of them. For after all rules: it counts what is kept.
void warn_of_unread_runtimes(RuleContext& context);

// False: there was a warning about files of this suffix in the same directory of a program already.
bool first_warning_about(RuleContext& context, std::string_view path, std::string_view suffix);

}  // namespace whittle::select
