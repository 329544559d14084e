// The memory of a stopped process (process_vm_readv(2)), read page by page, so that a string that
// ends just before an unmapped page can be read.
#pragma once

#include <sys/types.h>

#include "probes/calls/call.h"

namespace whittle::probes {

// Implements CallMemory::text() by reads that do not cross a page boundary.
std::optional<std::string> read_text(const CallMemory& memory, std::uint64_t address);

class ProcessMemory : public CallMemory {
 public:
  explicit ProcessMemory(pid_t tid) : tid_(tid) {}
  std::optional<std::string> text(std::uint64_t address) const override {
    return read_text(*this, address);
  }
  bool read(std::uint64_t address, std::span<std::byte> into) const override;

 private:
  pid_t tid_;
};

}  // namespace whittle::probes
