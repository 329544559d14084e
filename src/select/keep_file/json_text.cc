#include "select/keep_file/json_text.h"

#include <cstdint>

#include "text/utf8.h"

namespace whittle::select {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_escaped(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(character);
  if (byte < 0x20 || byte == 0x7f) {
    out.append("\\u00").append(1, kHexDigits[byte >> 4]).append(1, kHexDigits[byte & 15]);
  } else {
    out += character;
  }
}

}  // namespace

Utf8 append_json_string(std::string& out, std::string_view text) {
  Utf8 state = Utf8::valid;
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      append_escaped(out, text[at++]);
    } else if (const auto character = text::decode_utf8(text.substr(at))) {
      out.append(text, at, character->bytes);
      at += character->bytes;
    } else {
      out += "\\ufffd";
      state = Utf8::damaged;
      ++at;
    }
  }
  out += '"';
  return state;
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  for (const char character : bytes) {
    const auto byte = static_cast<std::uint8_t>(character);
    hex.append(1, kHexDigits[byte >> 4]).append(1, kHexDigits[byte & 15]);
  }
  return hex;
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    const std::size_t high = kHexDigits.find(hex[at]);
    const std::size_t low = kHexDigits.find(hex[at + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return {};
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace whittle::select
