// What the kernel opens by itself to run a file: the program that its #! line names
// (linux: fs/binfmt_script.c), or the loader that its ELF header asks for (PT_INTERP; elf(5)).
#pragma once

#include <string>

namespace whittle::probes {

// fd: open for reading. Empty where it names none.
std::string interpreter_of(int fd);

}  // namespace whittle::probes
