// A system call at its entry, and the memory of the caller that its arguments point to.
#pragma once

#include <linux/audit.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace whittle::probes {

struct Call {
  std::uint32_t arch = 0;  // AUDIT_ARCH_*
  std::uint64_t number = 0;
  std::uint64_t arguments[6] = {};

  bool is_32_bit() const { return (arch & __AUDIT_ARCH_64BIT) == 0; }
  std::uint64_t pointer(int argument) const {
    const std::uint64_t value = arguments[argument];
    return is_32_bit() ? value & 0xffffffffU : value;
  }
  int descriptor(int argument) const { return static_cast<int>(arguments[argument]); }
};

// The memory of the caller, or a copy of parts of it.
class CallMemory {
 public:
  virtual ~CallMemory() = default;
  // Up to the first NUL, at most PATH_MAX bytes; nullopt when it cannot be read.
  virtual std::optional<std::string> text(std::uint64_t address) const = 0;
  // Fills all of into; false when it cannot.
  virtual bool read(std::uint64_t address, std::span<std::byte> into) const = 0;
};

}  // namespace whittle::probes
