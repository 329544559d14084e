// Takes in what an app says, piece by piece, and makes a Content of it.
//
// What is not text is held until its end, so that its kind and its parts can be read: of the first
// Content::kRead bytes. Of the rest only size and digest are left.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/sha256.h"
#include "whittle/exercise.h"

namespace whittle::content {

class Capture {
 public:
  void append(std::string_view bytes);
  std::int64_t size() const { return content_.size; }
  Content finish();  // once

 private:
  Content content_;
  base::Sha256 digest_;
  std::string bytes_;  // the first Content::kRead
};

// The same of bytes that are all there.
Content content_of(std::string_view bytes);

}  // namespace whittle::content
