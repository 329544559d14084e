// The file that the kernel opens by itself to run another: the program of its #! line (linux:
// fs/binfmt_script.c) or the loader of its ELF header (PT_INTERP; elf(5)).
#pragma once

#include <string>

namespace whittle::probes {

// fd is open for reading. Empty if the file has no interpreter.
std::string interpreter_of(int fd);

}  // namespace whittle::probes
