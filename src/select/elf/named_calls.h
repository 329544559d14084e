// System calls that kept code names although no run made them, and what in it connects.
//
// Evidence is asked of programs that a recorded run executed, and of the image's own code: programs
// and loaded libraries that no package owns. Read of each: the libc functions that it imports, by a
// table made from the code of the image's own libc; numbers before syscall instructions; in Go
// programs the names of functions of packages syscall and x/sys/unix, which are there only if they
// can be reached. Not evidence: libraries of packages (they offer calls to others), interpreters and
// collections of tools (kOffering), numbers that are computed or passed to syscall(2)'s wrapper, and
// files larger than ElfCode::kMaxBytes. Each inode is read once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tree/contents.h"
#include "whittle/keep_set.h"
#include "whittle/named_call.h"
#include "whittle/package.h"
#include "whittle/trace.h"

namespace whittle::select {

struct CodeInput {
  const FileTree& tree;
  const tree::Contents& contents;
  const KeepSet& keep;
  const Trace& trace;
  const PackageIndex& packages;
};

// Those of the wanted calls, by their numbers on the image's machine, that are named: sorted, one
// file for each call.
std::vector<NamedCall> named_calls(const CodeInput& input,
                                   const std::map<int, std::string>& wanted);
// Paths of kept programs and libraries that import connect or getaddrinfo, or are Go programs that
// dial; without libc's own. In order of path.
std::vector<std::string> connecting_files(const CodeInput& input);

}  // namespace whittle::select
