// Quotes text of an image for Markdown and for a shell: whatever it contains, it stays one word on
// one line.
#pragma once

#include <string>
#include <string_view>

namespace whittle::contract {

// UTF-8 without control characters, and no ':', which ends a path in Docker's flags.
bool can_be_mounted(std::string_view path);

// Control characters and bytes that are not UTF-8 become '?'.
std::string printable(std::string_view text);

// A word for a POSIX shell, in single quotes if needed.
std::string shell_word(std::string_view text);

// A code span in Markdown.
std::string code_span(std::string_view text);

}  // namespace whittle::contract
