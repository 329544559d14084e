#include <string>

#include "content/readers.h"

namespace whittle::content {

bool read_ogg(std::string_view bytes, Parts& parts) {
  constexpr std::size_t kPageHead = 27;
  while (!bytes.empty() && !parts.full()) {
    if (bytes.size() < kPageHead || !bytes.starts_with("OggS")) return false;
    const auto segments = static_cast<unsigned char>(bytes[kPageHead - 1]);
    if (bytes.size() < kPageHead + segments) return false;
    std::size_t size = 0;
    for (const char c : bytes.substr(kPageHead, segments)) size += static_cast<unsigned char>(c);
    if (bytes.size() < kPageHead + segments + size) return false;
    // Type, position; then a serial number, the number of the page, and a checksum over all.
    std::string page(bytes.substr(4, 10));
    page += bytes.substr(18, 4);
    page += bytes.substr(kPageHead - 1, 1U + segments + size);
    parts.add("page", page);
    bytes.remove_prefix(kPageHead + segments + size);
  }
  return true;
}

}  // namespace whittle::content
