// A system call that code names and that no recording has shown: a function that a program imports
// and that makes the call, or the instruction itself.
//
// Found by select/ in kept files, used by profile/ for calls with power (--profile-form broad).
#pragma once

#include <string>

namespace whittle {

struct NamedCall {
  std::string call;  // "ptrace"
  std::string by;    // the path of the file
  std::string how;   // "imports ptrace", "syscall instruction"
  auto operator<=>(const NamedCall&) const = default;
};

}  // namespace whittle
