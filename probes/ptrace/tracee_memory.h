// Reads the memory of a stopped process (process_vm_readv(2)), page by page, so that a string that
// ends just before an unmapped page is read whole.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace whittle::probes {

bool read_memory(pid_t tid, std::uint64_t address, std::span<std::byte> into);
// Up to the first NUL; nothing when it cannot be read or has no NUL within limit bytes.
std::optional<std::string> read_string(pid_t tid, std::uint64_t address, std::size_t limit);

}  // namespace whittle::probes
