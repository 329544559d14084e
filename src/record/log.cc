#include "record/log.h"

#include "content/kind.h"
#include "text/size.h"

namespace whittle::record {

void Log::append(container::Stream stream, std::string_view bytes) {
  last_ = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  text_ += bytes;
  // Cut rarely, so that not every line moves a megabyte.
  if (text_.size() > 2 * kKept) text_.erase(0, text_.size() - kKept);
  (stream == container::Stream::output ? output_ : errors_).append(bytes);
  if (content::is_text(bytes)) {
    progress_.output(bytes);
  } else {
    const auto size = static_cast<std::int64_t>(bytes.size());
    progress_.output("(" + text::size(size) + " that are not text)\n");
  }
}

std::string Log::text() const {
  const std::lock_guard lock(mutex_);
  return text_.size() > kKept ? text_.substr(text_.size() - kKept) : text_;
}

}  // namespace whittle::record
