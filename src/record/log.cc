#include "record/log.h"

namespace whittle::record {

void Log::append(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  text_ += bytes;
  // Cut seldom, so that a chatty app does not cost a move of a megabyte for each line.
  if (text_.size() > 2 * kKept) text_.erase(0, text_.size() - kKept);
  progress_.output(bytes);
}

std::string Log::text() const {
  const std::lock_guard lock(mutex_);
  return text_.size() > kKept ? text_.substr(text_.size() - kKept) : text_;
}

}  // namespace whittle::record
