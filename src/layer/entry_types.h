// Refuses entries of unknown type in a tar stream, which libarchive would read as regular files.
//
// Only headers with a correct checksum are checked. Where the stream is not a tar, or its headers
// are not where they are expected, checking stops and libarchive decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace whittle::layer {

class EntryTypes {
 public:
  void check(std::span<const std::byte> bytes);  // throws Error

 private:
  void on_header();
  void on_body();

  std::string block_;         // the header, or the body of a PAX header, as far as it has come
  std::size_t wanted_ = 512;  // its length
  bool in_body_ = false;
  std::int64_t skip_ = 0;                 // bytes that are neither
  std::optional<std::int64_t> pax_size_;  // "size" for the next entry
  bool silent_ = false;
};

}  // namespace whittle::layer
