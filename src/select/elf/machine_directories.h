// Names of library directories and loaders that depend on the machine. "lib" is what $LIB stands
// for outside of Debian.
#pragma once

#include <elf.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace whittle::select {

struct MachineDirectories {
  std::uint16_t number;
  std::uint8_t bits;
  std::string_view multiarch;  // Debian's name
  std::string_view lib;        // the value of $LIB elsewhere
  std::string_view platform;   // $PLATFORM
  std::string_view musl;       // in /etc/ld-musl-NAME.path
};

inline constexpr std::array kMachineDirectories = {
    MachineDirectories{EM_X86_64, 64, "x86_64-linux-gnu", "lib64", "x86_64", "x86_64"},
    MachineDirectories{EM_X86_64, 32, "x86_64-linux-gnux32", "libx32", "x86_64", "x32"},
    MachineDirectories{EM_386, 32, "i386-linux-gnu", "lib", "i686", "i386"},
    MachineDirectories{EM_AARCH64, 64, "aarch64-linux-gnu", "lib64", "aarch64", "aarch64"},
    MachineDirectories{EM_ARM, 32, "arm-linux-gnueabihf", "lib", "v7l", "armhf"},
    MachineDirectories{EM_ARM, 32, "arm-linux-gnueabi", "lib", "v6l", "arm"},
    MachineDirectories{EM_RISCV, 64, "riscv64-linux-gnu", "lib64", "riscv64", "riscv64"},
    MachineDirectories{EM_PPC64, 64, "powerpc64le-linux-gnu", "lib64", "power8", "powerpc64le"},
    MachineDirectories{EM_S390, 64, "s390x-linux-gnu", "lib64", "z13", "s390x"},
};

}  // namespace whittle::select
