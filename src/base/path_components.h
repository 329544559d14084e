// Paths as text; no file system or tree is read.
#pragma once

#include <string_view>

namespace whittle::base {

// Takes the next component off the front of rest: "/usr//lib/" gives "usr", "lib", then "". "." and
// ".." are components like any other.
std::string_view take_component(std::string_view& rest);

}  // namespace whittle::base
