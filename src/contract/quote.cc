#include "contract/quote.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "text/utf8.h"

namespace whittle::contract {
namespace {

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";

bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

// A byte that is not part of valid UTF-8 comes alone, without a code point.
template <typename Body>
void for_each_character(std::string_view text, Body body) {
  while (!text.empty()) {
    const auto character = text::decode_utf8(text);
    const std::size_t bytes = character ? character->bytes : 1;
    body(character ? std::optional(character->code) : std::nullopt, text.substr(0, bytes));
    text.remove_prefix(bytes);
  }
}

}  // namespace

bool can_be_mounted(std::string_view path) {
  bool good = path.find(':') == std::string_view::npos;
  for_each_character(path, [&](std::optional<std::uint32_t> code, std::string_view) {
    good = good && code && !is_control(*code);
  });
  return good;
}

std::string printable(std::string_view text) {
  std::string result;
  for_each_character(text, [&](std::optional<std::uint32_t> code, std::string_view bytes) {
    if (code && !is_control(*code)) {
      result += bytes;
    } else {
      result += '?';
    }
  });
  return result;
}

std::string shell_word(std::string_view text) {
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string word = "'";
  for (const char c : printable(text)) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

// The fence is longer than any run of backticks inside (CommonMark, 6.1).
std::string code_span(std::string_view text) {
  const std::string shown = printable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : shown) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool touches = shown.empty() || shown.front() == '`' || shown.back() == '`';
  return touches ? fence + " " + shown + " " + fence : fence + shown + fence;
}

}  // namespace whittle::contract
