// Whether bytes are a text, and what they are if not, by libmagic. Only a buffer is given to it,
// never a name of a file.
#pragma once

#include <string>
#include <string_view>

namespace whittle::content {

// A text may have a few bytes that are none: of another encoding, or a NUL between names.
bool is_text(std::string_view bytes);

// "PNG image data, 640 x 480, 8-bit/color RGB"; "data" where libmagic does not know. One line.
std::string kind_of(std::string_view bytes);

}  // namespace whittle::content
