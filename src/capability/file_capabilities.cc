#include "capability/file_capabilities.h"

#include <linux/capability.h>

#include <cstdint>
#include <string_view>

#include "trace/capability_names.h"

namespace whittle::capability {
namespace {

// The 32-bit little-endian word at this index of the attribute.
std::uint32_t word_at(std::string_view bytes, std::size_t index) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[index * 4 + i]);
    value |= static_cast<std::uint32_t>(byte) << (8 * i);
  }
  return value;
}

// Words: magic and flags; permitted and inheritable for capabilities 0 to 31; the same for 32
// to 63.
std::uint64_t permitted(std::string_view bytes) {
  if (bytes.size() < XATTR_CAPS_SZ_1) return 0;
  const std::uint32_t revision = word_at(bytes, 0) & VFS_CAP_REVISION_MASK;
  if (revision == VFS_CAP_REVISION_1) return word_at(bytes, 1);
  const bool known = revision == VFS_CAP_REVISION_2 || revision == VFS_CAP_REVISION_3;
  if (!known || bytes.size() < XATTR_CAPS_SZ_2) return 0;
  return word_at(bytes, 1) | static_cast<std::uint64_t>(word_at(bytes, 3)) << 32;
}

}  // namespace

std::vector<std::string> file_capabilities(const FileMetadata& metadata) {
  std::vector<std::string> names;
  for (const auto& [name, value] : metadata.xattrs) {
    if (name != "security.capability") continue;
    const std::uint64_t bits = permitted(value);
    for (unsigned number = 0; number < 64; ++number) {
      if ((bits >> number & 1) == 0) continue;
      names.push_back(trace::capability_name(number));
    }
  }
  return names;
}

}  // namespace whittle::capability
