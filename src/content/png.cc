#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "content/numbers.h"
#include "content/readers.h"

namespace whittle::content {
namespace {

constexpr std::size_t kSignature = 8;
constexpr std::size_t kMostPixels = std::size_t{64} << 20;  // bytes
constexpr std::array<std::string_view, 5> kNotes = {"tIME", "tEXt", "zTXt", "iTXt", "eXIf"};

std::optional<std::string> inflate_all(std::string_view bytes) {
  z_stream stream{};
  if (::inflateInit(&stream) != Z_OK) return std::nullopt;
  std::string input(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  std::string out;
  int state = Z_OK;
  while (state == Z_OK && out.size() <= kMostPixels) {
    std::array<Bytef, 65536> buffer{};
    stream.next_out = buffer.data();
    stream.avail_out = buffer.size();
    state = ::inflate(&stream, Z_NO_FLUSH);
    out.append(reinterpret_cast<const char*>(buffer.data()), buffer.size() - stream.avail_out);
  }
  ::inflateEnd(&stream);
  if (state != Z_STREAM_END) return std::nullopt;
  return out;
}

bool has_right_checksum(std::string_view type_and_data, std::string_view checksum) {
  const uLong sum = ::crc32(0, reinterpret_cast<const Bytef*>(type_and_data.data()),
                            static_cast<uInt>(type_and_data.size()));
  return sum == big_endian(checksum);
}

}  // namespace

bool read_png(std::string_view bytes, Parts& parts) {
  constexpr std::size_t kAround = 12;  // length, type, checksum
  bytes.remove_prefix(kSignature);
  std::string compressed;
  while (bytes.size() >= kAround) {
    const std::uint64_t size = big_endian(bytes.substr(0, 4));
    if (size > bytes.size() - kAround) return false;
    const std::string_view type = bytes.substr(4, 4);
    const std::string_view data = bytes.substr(8, size);
    if (!has_right_checksum(bytes.substr(4, 4 + size), bytes.substr(8 + size, 4))) return false;
    bytes.remove_prefix(kAround + size);
    if (type == "IEND") {
      const auto pixels = inflate_all(compressed);
      if (!pixels) return false;
      parts.add_blocks("pixels", *pixels);
      // What follows the picture is none of its parts, but is there.
      if (!bytes.empty()) parts.add_blocks("after the end", bytes);
      return true;
    }
    if (type == "IDAT") {
      compressed += data;
    } else if (std::ranges::find(kNotes, type) == kNotes.end()) {
      parts.add(std::string(type), data);
    }
  }
  return false;
}

}  // namespace whittle::content
