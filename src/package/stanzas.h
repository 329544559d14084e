// "Name: value" texts, as in deb822(5) and in the metadata of Python packages: fields with
// continuation lines that begin with a blank, in stanzas separated by empty lines.
//
// All views point into the given text.
#pragma once

#include <string_view>
#include <vector>

namespace whittle::package {

struct Field {
  std::string_view name;
  std::string_view value;  // of its first line, without blanks around it
  std::string_view text;   // all its lines, with newlines
};

// Removes the first line from text and returns it without its newline.
std::string_view take_line(std::string_view& text);
std::string_view trimmed(std::string_view text);

std::vector<std::string_view> stanzas_of(std::string_view text);
std::vector<Field> fields_of(std::string_view stanza);
// Names match without regard to case; empty where there is no such field.
std::string_view value_of(const std::vector<Field>& fields, std::string_view name);

}  // namespace whittle::package
