#include "package/stanzas.h"

#include <algorithm>

namespace whittle::package {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

}  // namespace

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> stanzas_of(std::string_view text) {
  std::vector<std::string_view> stanzas;
  const char* begin = nullptr;
  const char* end = nullptr;
  while (!text.empty()) {
    const char* line_begin = text.data();
    const std::string_view line = take_line(text);
    if (!trimmed(line).empty()) {
      if (begin == nullptr) begin = line_begin;
      end = text.data();
    } else if (begin != nullptr) {
      stanzas.emplace_back(begin, static_cast<std::size_t>(end - begin));
      begin = nullptr;
    }
  }
  if (begin != nullptr) stanzas.emplace_back(begin, static_cast<std::size_t>(end - begin));
  return stanzas;
}

std::vector<Field> fields_of(std::string_view stanza) {
  std::vector<Field> fields;
  while (!stanza.empty()) {
    const char* begin = stanza.data();
    const std::string_view line = take_line(stanza);
    const auto length = static_cast<std::size_t>(stanza.data() - begin);
    const bool continues = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (continues && !fields.empty()) {
      Field& field = fields.back();
      field.text = {field.text.data(), field.text.size() + length};
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    fields.push_back(
        {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)), {begin, length}});
  }
  return fields;
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (same_name(field.name, name)) return field.value;
  }
  return {};
}

}  // namespace whittle::package
