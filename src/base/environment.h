// Variables of this process's environment (environ(7)). The only place that reads them.
#pragma once

#include <optional>
#include <string>

namespace whittle::base {

// Absent where the variable is not set; set to nothing is an empty text.
std::optional<std::string> environment_variable(const std::string& name);

}  // namespace whittle::base
