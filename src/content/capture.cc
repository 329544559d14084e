#include "content/capture.h"

#include <span>
#include <utility>

#include "content/kind.h"
#include "content/parts.h"

namespace whittle::content {

void Capture::append(std::string_view bytes) {
  digest_.update(std::as_bytes(std::span(bytes)));
  content_.size += static_cast<std::int64_t>(bytes.size());
  bytes_ += bytes.substr(0, static_cast<std::size_t>(Content::kRead) - bytes_.size());
}

Content Capture::finish() {
  content_.digest = digest_.finish();
  content_.head = bytes_.substr(0, Content::kKept);
  if (!is_text(bytes_)) {
    content_.kind = kind_of(bytes_);
    content_.parts = parts_of(bytes_);
  }
  bytes_ = {};
  return std::move(content_);
}

Content content_of(std::string_view bytes) {
  Capture capture;
  capture.append(bytes);
  return capture.finish();
}

}  // namespace whittle::content
