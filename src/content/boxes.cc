#include <algorithm>
#include <array>
#include <string>

#include "content/numbers.h"
#include "content/readers.h"

namespace whittle::content {
namespace {

constexpr std::array<std::string_view, 10> kContainers = {"moov", "trak", "mdia", "minf", "stbl",
                                                          "moof", "traf", "mvex", "edts", "dinf"};
constexpr std::array<std::string_view, 3> kDated = {"mvhd", "tkhd", "mdhd"};

// After version and flags: two times, of 4 bytes each, or of 8 in version 1.
std::string without_dates(std::string_view data) {
  std::string text(data);
  const std::size_t size = !text.empty() && text[0] == 1 ? 16 : 8;
  for (std::size_t i = 4; i < std::min(text.size(), 4 + size); ++i) text[i] = 0;
  return text;
}

}  // namespace

// What is in a container is read as if it came after it.
bool read_boxes(std::string_view bytes, Parts& parts) {
  while (!bytes.empty() && !parts.full()) {
    if (bytes.size() < 8) return false;
    std::uint64_t size = big_endian(bytes.substr(0, 4));
    std::size_t head = 8;
    const std::string type(bytes.substr(4, 4));
    if (size == 0) size = bytes.size();  // to the end
    if (size == 1) {
      head = 16;
      if (bytes.size() < head) return false;
      size = big_endian(bytes.substr(8, 8));
    }
    if (size < head || size > bytes.size()) return false;
    const std::string_view data = bytes.substr(head, size - head);
    if (std::ranges::find(kContainers, type) != kContainers.end()) {
      parts.add(type, "");
      bytes.remove_prefix(head);
      continue;
    }
    if (std::ranges::find(kDated, type) != kDated.end()) {
      parts.add(type, without_dates(data));
    } else {
      if (data.empty()) parts.add(type, data);
      parts.add_blocks(type, data);
    }
    bytes.remove_prefix(size);
  }
  return true;
}

}  // namespace whittle::content
