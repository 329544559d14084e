#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <optional>
#include <string>

#include "content/numbers.h"
#include "content/readers.h"

namespace whittle::content {
namespace {

// Elements that have elements in them (RFC 9559, 5.1).
constexpr std::array<std::uint64_t, 22> kMasters = {
    0x1A45DFA3, 0x18538067, 0x114D9B74, 0x4DBB,     0x1549A966, 0x1F43B675, 0xA0,   0x1654AE6B,
    0xAE,       0xE0,       0xE1,       0x1C53BB6B, 0xBB,       0x1254C367, 0x7373, 0x63C0,
    0x67C8,     0x1043A770, 0x45B9,     0xB6,       0x1941A469, 0x61A7};
// Ids, dates and names of writers; and checksums over them, and what only fills space.
constexpr std::array<std::uint64_t, 18> kVaryingElements = {
    0x73A4, 0x7384, 0x3CB923, 0x3EB923, 0x4444, 0x4461, 0x4D80, 0x5741, 0x73C5,
    0x63C5, 0x63C9, 0x63C4,   0x63C6,   0x73C4, 0x45BC, 0x46AE, 0xBF,   0xEC};
// Texts of tags: an encoder writes its name and the time into them.
constexpr std::uint64_t kTagString = 0x4487;

struct Number {
  std::uint64_t value = 0;
  std::size_t bytes = 0;
  bool unknown = false;  // all bits set: a size that is not known
};

// keep_marker: as an id is written.
std::optional<Number> read_number(std::string_view bytes, std::size_t most, bool keep_marker) {
  if (bytes.empty()) return std::nullopt;
  const auto first = static_cast<unsigned char>(bytes[0]);
  const auto length = static_cast<std::size_t>(std::countl_zero(first)) + 1;
  if (length > most || length > bytes.size()) return std::nullopt;
  const std::uint64_t value = big_endian(bytes.substr(0, length));
  const std::uint64_t mask = (std::uint64_t{1} << (7 * length)) - 1;
  return Number{.value = keep_marker ? value : value & mask,
                .bytes = length,
                .unknown = (value & mask) == mask};
}

template <typename List>
bool has_id(const List& list, std::uint64_t id) {
  return std::ranges::find(list, id) != list.end();
}

std::string name_of(std::uint64_t id) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%llX", static_cast<unsigned long long>(id));
  return text.data();
}

}  // namespace

// What is in an element is read as if it came after it: each has its own bounds, and an element
// whose size is not known has no other end.
bool read_ebml(std::string_view bytes, Parts& parts) {
  while (!bytes.empty() && !parts.full()) {
    const auto id = read_number(bytes, 4, true);
    if (!id) return false;
    bytes.remove_prefix(id->bytes);
    const auto size = read_number(bytes, 8, false);
    if (!size) return false;
    bytes.remove_prefix(size->bytes);
    const bool is_master = has_id(kMasters, id->value);
    if (size->unknown ? !is_master : size->value > bytes.size()) return false;
    if (is_master) {
      parts.add(name_of(id->value), "");
      continue;
    }
    parts.add(name_of(id->value), bytes.substr(0, size->value),
              has_id(kVaryingElements, id->value) || id->value == kTagString);
    bytes.remove_prefix(size->value);
  }
  return true;
}

}  // namespace whittle::content
