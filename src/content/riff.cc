#include <algorithm>
#include <string>

#include "content/numbers.h"
#include "content/readers.h"

namespace whittle::content {
// What is in a list is read as if it came after it.
bool read_riff(std::string_view bytes, Parts& parts) {
  constexpr std::size_t kChunkHead = 8;
  constexpr std::size_t kForm = 4;
  while (!bytes.empty() && !parts.full()) {
    if (bytes.size() < kChunkHead) return false;
    const std::string id(bytes.substr(0, 4));
    const std::uint64_t size = little_endian(bytes.substr(4, 4));
    bytes.remove_prefix(kChunkHead);
    // A program that writes to a pipe does not know the size of what it will write.
    const bool open_ended = size == 0xFFFFFFFF && (id == "RIFF" || id == "data" || id == "LIST");
    if (!open_ended && size > bytes.size()) return false;
    const std::string_view data = open_ended ? bytes : bytes.substr(0, size);
    const bool is_list = (id == "RIFF" || id == "LIST") && data.size() >= kForm;
    const std::string form(is_list ? data.substr(0, kForm) : "");
    if (is_list && form != "INFO") {
      parts.add(id + " " + form, "");
      bytes.remove_prefix(kForm);
      continue;
    }
    if (is_list || id == "EXIF" || id == "XMP ") {
      parts.add(id + " " + form, data, true);
    } else {
      if (data.empty()) parts.add(id, data);
      parts.add_blocks(id, data);
    }
    bytes.remove_prefix(std::min(bytes.size(), data.size() + data.size() % 2));
  }
  return true;
}

}  // namespace whittle::content
