// System calls in machine code: the instruction, with the number that is loaded before it.
//
// Only the plain forms that compilers and assemblers write are read: a constant moved into the
// register of the number, at most kReach bytes before the instruction. A number that is computed or
// passed in is not found. x86-64 and arm64, little endian.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>

namespace whittle::select {

inline constexpr std::size_t kReach = 32;

// machine: EM_X86_64 or EM_AARCH64 (elf.h); nothing is found for others.
std::set<int> call_sites(std::string_view code, std::uint16_t machine);

}  // namespace whittle::select
