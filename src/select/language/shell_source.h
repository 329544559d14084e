// The programs that a shell script or a shell's command line runs: words in the position of a
// command (POSIX.1-2017, "Shell Command Language"), as far as they are literal.
//
// A scanner only, and tolerant. Comments, here-documents, patterns of `case` and builtin commands
// do not count; commands in $(...), backquotes, and the texts of `sh -c`, `eval` and `trap` do, and
// so does what `exec`, `env`, `xargs`, `find -exec` and the like run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

// Each once, in the order of appearance: "git", "/usr/sbin/nginx".
std::vector<std::string> shell_commands(std::string_view script);

}  // namespace whittle::select
