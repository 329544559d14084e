#include "trace/byte_text.h"

#include "text/percent.h"
#include "text/utf8.h"
#include "whittle/error.h"

namespace whittle::trace {

std::string text_of_bytes(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto character = text::decode_utf8(bytes);
    if (character && character->code != '%') {
      text += bytes.substr(0, character->bytes);
      bytes.remove_prefix(character->bytes);
    } else {
      text::append_percent_encoded(text, bytes[0]);
      bytes.remove_prefix(1);
    }
  }
  return text;
}

std::string bytes_of_text(std::string_view text) {
  const std::optional<std::string> bytes = text::percent_decode(text);
  if (!bytes) throw Error("a '%' without two hex digits in a trace");
  return *bytes;
}

}  // namespace whittle::trace
