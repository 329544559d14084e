// System calls that a Go program names: its table of functions has the name of each that can be
// reached, also when it is stripped (go: src/internal/abi/symtab.go, runtime/symtab.go).
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace whittle::select {

bool is_go(std::string_view file);
// Of these names of calls ("process_vm_readv"), those with a wrapper in the program.
std::set<std::string> go_calls(std::string_view file, const std::set<std::string>& wanted);
bool go_dials(std::string_view file);

}  // namespace whittle::select
