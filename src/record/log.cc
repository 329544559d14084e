#include "record/log.h"

#include <span>

namespace whittle::record {

void Log::append(std::string_view bytes) {
  last_ = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  text_ += bytes;
  // Cut rarely, so that not every line moves a megabyte.
  if (text_.size() > 2 * kKept) text_.erase(0, text_.size() - kKept);
  digest_.update(std::as_bytes(std::span(bytes)));
  content_.size += static_cast<std::int64_t>(bytes.size());
  content_.head.append(bytes.substr(0, Content::kKept - content_.head.size()));
  progress_.output(bytes);
}

Content Log::content() {
  const std::lock_guard lock(mutex_);
  if (content_.digest.empty()) content_.digest = digest_.finish();
  return content_;
}

std::string Log::text() const {
  const std::lock_guard lock(mutex_);
  return text_.size() > kKept ? text_.substr(text_.size() - kKept) : text_;
}

}  // namespace whittle::record
