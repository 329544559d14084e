#include "content/kind.h"

#include <magic.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "text/one_line.h"
#include "text/utf8.h"

namespace whittle::content {
namespace {

constexpr std::size_t kLookedAt = std::size_t{64} << 10;
constexpr std::size_t kKindSize = 120;

struct MagicCloser {
  void operator()(magic_set* cookie) const { ::magic_close(cookie); }
};

// What programs are, what is inside compressed files, and details of long texts are not asked for.
class Magic {
 public:
  Magic()
      : cookie_(::magic_open(MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_TOKENS |
                             MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_JSON | MAGIC_NO_CHECK_CSV)) {
    if (cookie_ && ::magic_load(cookie_.get(), nullptr) != 0) cookie_.reset();
  }
  std::string describe(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    const char* const text =
        cookie_ ? ::magic_buffer(cookie_.get(), bytes.data(), bytes.size()) : nullptr;
    return text != nullptr ? text : "data";
  }

 private:
  std::unique_ptr<magic_set, MagicCloser> cookie_;
  std::mutex mutex_;
};

bool is_control(char c) {
  constexpr std::string_view kInTexts = "\t\n\v\f\r\b\x1b";
  return (c >= 0 && c < ' ' && kInTexts.find(c) == kInTexts.npos) || c == '\x7f';
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto character = text::decode_utf8(bytes);
    if (!character) return false;
    bytes.remove_prefix(character->bytes);
  }
  return true;
}

}  // namespace

bool is_text(std::string_view bytes) {
  constexpr std::string_view kPadding("\0\0\0\0", 4);
  constexpr std::size_t kOneIn = 20;  // bytes may be a control character
  if (bytes.find(kPadding) != bytes.npos) return false;
  const auto controls = static_cast<std::size_t>(std::ranges::count_if(bytes, is_control));
  if (controls * kOneIn > bytes.size()) return false;
  if (controls == 0) return true;  // of whatever encoding
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const auto high = static_cast<std::size_t>(std::ranges::count_if(bytes, is_high));
  return high * kOneIn <= bytes.size() || is_utf8(bytes);
}

std::string kind_of(std::string_view bytes) {
  static Magic magic;
  std::string kind = magic.describe(bytes.substr(0, kLookedAt));
  if (kind.size() > kKindSize) kind.resize(kKindSize);
  return text::one_line(kind, ' ');
}

}  // namespace whittle::content
