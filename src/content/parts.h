// What content that is not text is made of, so that two of them can be compared although a time or a
// random id in them differs.
//
// A reader a format. What no reader knows, or what is not well-formed, is read as blocks. Image
// content is hostile: nothing is read beyond its end, decompressed sizes and counts are bounded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/exercise.h"

namespace whittle::content {

class Parts {
 public:
  static constexpr std::size_t kMost = 4096;

  void add(const std::string& name, std::string_view bytes, bool may_vary = false);
  // In equal pieces, so that one byte that varies hides only those beside it.
  void add_blocks(const std::string& name, std::string_view bytes);
  bool full() const { return parts_.size() >= kMost; }
  std::vector<ContentPart> take() { return std::move(parts_); }

 private:
  std::vector<ContentPart> parts_;
};

std::vector<ContentPart> parts_of(std::string_view bytes);

}  // namespace whittle::content
