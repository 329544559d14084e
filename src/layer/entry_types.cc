#include "layer/entry_types.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "whittle/error.h"

namespace whittle::layer {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::int64_t kMaxPaxBody = std::int64_t{1} << 20;  // libarchive's own bound

// POSIX.1 ustar and pax, GNU tar (D, K, L, M, N, S, V), Solaris (A, X).
constexpr std::string_view kKnownTypes(
    "\0"
    "01234567gxDKLMNSVAX",
    20);

std::int64_t padded(std::int64_t size) {
  constexpr auto kMask = static_cast<std::int64_t>(kBlock) - 1;
  return (size + kMask) & ~kMask;
}

// Octal text, or base 256 where the first bit is set.
std::optional<std::int64_t> number(std::string_view field) {
  if ((field[0] & 0x80) != 0) {
    std::int64_t value = field[0] & 0x3f;
    for (const char c : field.substr(1)) {
      if (value >> 54 != 0) return std::nullopt;
      value = (value << 8) | static_cast<unsigned char>(c);
    }
    return value;
  }
  std::int64_t value = 0;
  for (const char c : field.substr(std::min(field.find_first_not_of(' '), field.size()))) {
    if (c < '0' || c > '7') break;
    value = (value << 3) | (c - '0');
  }
  return value;
}

bool has_checksum(std::string_view header) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < header.size(); ++i) {
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(header[i]);
  }
  return number(header.substr(148, 8)) == sum;
}

}  // namespace

void EntryTypes::check(std::span<const std::byte> bytes) {
  while (!bytes.empty() && !silent_) {
    if (skip_ > 0) {
      const auto n = std::min<std::size_t>(static_cast<std::size_t>(skip_), bytes.size());
      skip_ -= static_cast<std::int64_t>(n);
      bytes = bytes.subspan(n);
      continue;
    }
    const std::size_t n = std::min(wanted_ - block_.size(), bytes.size());
    block_.append(reinterpret_cast<const char*>(bytes.data()), n);
    bytes = bytes.subspan(n);
    if (block_.size() < wanted_) return;
    in_body_ ? on_body() : on_header();
    block_.clear();
  }
}

void EntryTypes::on_header() {
  const auto size = number(std::string_view(block_).substr(124, 12));
  if (!size || *size < 0 || !has_checksum(block_)) {  // the two zero blocks at the end, too
    silent_ = true;
    return;
  }
  const char type = block_[156];
  if (kKnownTypes.find(type) == kKnownTypes.npos) {
    const std::string name = block_.substr(0, std::min<std::size_t>(block_.find('\0'), 100));
    throw Error("entry \"" + name + "\" is of the unknown type '" +
                (type > ' ' && type < 127 ? std::string(1, type) : std::to_string(type)) + "'");
  }
  if (type == 'x' && *size <= kMaxPaxBody && *size > 0) {
    in_body_ = true;
    wanted_ = static_cast<std::size_t>(padded(*size));
    return;
  }
  if (type == 'x' || type == 'g' || type == 'K' || type == 'L') {
    skip_ = padded(*size);
    return;
  }
  // A sparse file of old GNU tar: its map of holes may continue in further blocks, each of which
  // says whether another follows.
  if (type == 'S' && block_[482] != 0) silent_ = true;
  skip_ = padded(pax_size_.value_or(*size));
  pax_size_.reset();
}

// Records "LENGTH KEY=VALUE\n": pax(1).
void EntryTypes::on_body() {
  constexpr std::string_view kSize = " size=";
  std::string_view rest = block_;
  while (!rest.empty()) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), length);
    if (error != std::errc() || length == 0 || length > rest.size()) break;
    const std::string_view record(end, static_cast<std::size_t>(rest.data() + length - end));
    std::int64_t size = 0;
    if (record.starts_with(kSize)) {
      std::from_chars(record.data() + kSize.size(), record.data() + record.size(), size);
      if (size >= 0) pax_size_ = size;
    }
    rest.remove_prefix(length);
  }
  in_body_ = false;
  wanted_ = kBlock;
}

}  // namespace whittle::layer
