#include "contract/quote.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace whittle::contract {
namespace {

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";

struct Character {
  std::optional<std::uint32_t> code;  // nullopt: invalid UTF-8
  std::size_t bytes = 1;
};

// RFC 3629, section 4: no overlong forms, no surrogates.
Character character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return {};
  std::uint32_t code = first & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3fU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[size] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
  return {code, size};
}

bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

template <typename Body>
void for_each_character(std::string_view text, Body body) {
  while (!text.empty()) {
    const Character character = character_at(text);
    body(character.code, text.substr(0, character.bytes));
    text.remove_prefix(character.bytes);
  }
}

std::string escaped(std::uint32_t code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const int digits = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
  std::string text = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) text += kDigits[code >> shift & 0xf];
  return text;
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

std::string yaml_string(std::string_view text) {
  std::string scalar = "\"";
  for_each_character(text, [&](std::optional<std::uint32_t> code, std::string_view bytes) {
    if (!code) {
      scalar += escaped(0xfffd);
    } else if (*code == '"' || *code == '\\') {
      scalar += '\\';
      scalar += bytes;
    } else if (*code >= 0x7f || is_control(*code)) {
      scalar += escaped(*code);
    } else {
      scalar += bytes;
    }
  });
  return scalar + "\"";
}

std::string compose_string(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return yaml_string(doubled);
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
