// Quotes text of an image for other languages: whatever it contains, it stays one word, one string,
// one line.
#pragma once

#include <string>
#include <string_view>

namespace whittle::contract {

// UTF-8 without control characters, and no ':', which ends a path in Docker's flags.
bool can_be_mounted(std::string_view path);

// What is not UTF-8 or a control character becomes '?'.
std::string printable(std::string_view text);

// A word for a POSIX shell, in single quotes if needed.
std::string shell_word(std::string_view text);

// A double-quoted scalar (YAML 1.2, 7.3.1), in ASCII.
std::string yaml_string(std::string_view text);
// The same with '$' doubled, since Docker Compose substitutes variables.
std::string compose_string(std::string_view text);

// A code span in Markdown.
std::string code_span(std::string_view text);

}  // namespace whittle::contract
