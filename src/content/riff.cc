#include <algorithm>
#include <string>

#include "content/numbers.h"
#include "content/readers.h"

namespace whittle::content {
namespace {

constexpr int kDeepestList = 4;
constexpr std::size_t kChunkHead = 8;

bool read_chunks(std::string_view bytes, int depth, Parts& parts) {
  while (!bytes.empty() && !parts.full()) {
    if (bytes.size() < kChunkHead) return false;
    const std::string id(bytes.substr(0, 4));
    const std::uint64_t size = little_endian(bytes.substr(4, 4));
    bytes.remove_prefix(kChunkHead);
    // A program that writes to a pipe does not know the size of what it will write.
    const bool open_ended = size == 0xFFFFFFFF && (id == "RIFF" || id == "data" || id == "LIST");
    if (!open_ended && size > bytes.size()) return false;
    const std::string_view data = open_ended ? bytes : bytes.substr(0, size);
    const bool is_list = (id == "RIFF" || id == "LIST") && data.size() >= 4;
    const std::string form(is_list ? data.substr(0, 4) : "");
    if (is_list && form != "INFO" && depth < kDeepestList) {
      parts.add(id + " " + form, "");
      if (!read_chunks(data.substr(4), depth + 1, parts)) return false;
    } else if (is_list || id == "EXIF" || id == "XMP ") {
      parts.add(id + " " + form, data, true);
    } else {
      parts.add_blocks(id, data);
      if (data.empty()) parts.add(id, data);
    }
    bytes.remove_prefix(std::min(bytes.size(), data.size() + data.size() % 2));
  }
  return true;
}

}  // namespace

bool read_riff(std::string_view bytes, Parts& parts) {
  return read_chunks(bytes, 0, parts);
}

}  // namespace whittle::content
