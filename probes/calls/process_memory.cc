#include "probes/calls/process_memory.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstring>

namespace whittle::probes {

bool ProcessMemory::read(std::uint64_t address, std::span<std::byte> into) const {
  const iovec local{into.data(), into.size()};
  // An address in the other process.
  void* const there = reinterpret_cast<void*>(address);  // NOLINT(performance-no-int-to-ptr)
  const iovec remote{there, into.size()};
  return ::process_vm_readv(tid_, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(into.size());
}

std::optional<std::string> read_text(const CallMemory& memory, std::uint64_t address) {
  static const auto kPage = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  constexpr std::size_t kLimit = PATH_MAX;
  constexpr std::uint64_t kChunk = 256;  // most paths fit
  std::string text;
  while (text.size() < kLimit) {
    const std::uint64_t to_page_end = kPage - address % kPage;
    char buffer[kChunk];
    const std::size_t wanted = static_cast<std::size_t>(
        std::min({to_page_end, kChunk, std::uint64_t{kLimit - text.size()}}));
    if (!memory.read(address, std::as_writable_bytes(std::span(buffer, wanted)))) {
      return std::nullopt;
    }
    const void* end = std::memchr(buffer, 0, wanted);
    const std::size_t length =
        end ? static_cast<std::size_t>(static_cast<const char*>(end) - buffer) : wanted;
    text.append(buffer, length);
    if (end) return text;
    address += wanted;
  }
  return std::nullopt;
}

}  // namespace whittle::probes
