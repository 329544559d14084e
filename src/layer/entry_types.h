// Finds entries of unknown type in a tar stream as it passes by: libarchive takes each for a
// regular file.
//
// Only headers with a correct checksum are judged; where the stream is no tar, or one that is read
// otherwise than expected, this falls silent and leaves the judgement to libarchive.
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
