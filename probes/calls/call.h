// One system call as it was entered, and the caller's memory that its arguments point at.
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

  bool is_narrow() const { return (arch & __AUDIT_ARCH_64BIT) == 0; }
  std::uint64_t pointer(int argument) const {
    const std::uint64_t value = arguments[argument];
    return is_narrow() ? value & 0xffffffffU : value;
  }
  int descriptor(int argument) const { return static_cast<int>(arguments[argument]); }
};

// The memory itself, or what somebody has copied of it.
class CallMemory {
 public:
  virtual ~CallMemory() = default;
  // Up to the first NUL, which comes within PATH_MAX; nothing when it cannot be read.
  virtual std::optional<std::string> text(std::uint64_t address) const = 0;
  // All of it, or false.
  virtual bool read(std::uint64_t address, std::span<std::byte> into) const = 0;
};

}  // namespace whittle::probes
