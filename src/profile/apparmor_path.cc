#include "profile/apparmor_path.h"

#include <algorithm>
#include <array>

namespace whittle::profile {
namespace {

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}
bool is_lower(char character) {
  return character >= 'a' && character <= 'z';
}
bool is_upper(char character) {
  return character >= 'A' && character <= 'Z';
}

std::string octal(unsigned char byte) {
  std::string text = "\\";
  for (const int shift : {6, 3, 0}) text += static_cast<char>('0' + ((byte >> shift) & 7));
  return text;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// The position after ".so", if that ends the name or is followed by a number (not in ld.so.cache);
// else npos.
std::size_t end_of_so(std::string_view name) {
  for (std::size_t at = name.find(".so"); at != std::string_view::npos;
       at = name.find(".so", at + 1)) {
    const std::size_t end = at + 3;
    if (end == name.size()) return end;
    if (name[end] == '.' && end + 1 < name.size() && is_digit(name[end + 1])) return end;
  }
  return std::string_view::npos;
}

// The position after ".so" and its first number: the name that programs are linked with.
std::size_t end_of_soname(std::string_view path, std::size_t so) {
  std::size_t end = so + 1;
  while (end < path.size() && is_digit(path[end])) ++end;
  return end;
}

// Files that language runtimes map: Node modules, Java class data, .NET assemblies.
constexpr std::array<std::string_view, 4> kMappedSuffixes = {".node", ".jsa", ".dll", ".pyd"};

constexpr std::size_t kMadeLength = 6;  // mkstemp(3): XXXXXX

int kind_of(char character) {
  return is_digit(character) ? 1 : is_lower(character) ? 2 : is_upper(character) ? 3 : 0;
}

// The last six characters mix small letters, capitals and digits, and a name comes before them.
bool ends_at_random(std::string_view name) {
  if (name.size() <= kMadeLength) return false;
  const std::string_view end = name.substr(name.size() - kMadeLength);
  int changes = 0;
  for (std::size_t i = 0; i < end.size(); ++i) {
    if (kind_of(end[i]) == 0) return false;
    if (i > 0 && kind_of(end[i]) != kind_of(end[i - 1])) ++changes;
  }
  return changes >= 2;
}

constexpr std::size_t kMaxMadeLength = 12;

// The number of random characters at the end: six, or all after a dot, dash or underscore
// (mktemp(1) uses ten).
std::size_t made_length(std::string_view name) {
  const std::size_t separator = name.find_last_of("._-");
  const std::size_t length = separator == std::string_view::npos ? 0 : name.size() - separator - 1;
  const bool whole = separator != 0 && length > kMadeLength && length <= kMaxMadeLength;
  return whole ? length : kMadeLength;
}

constexpr std::size_t kNumberLength = 3;  // shorter ones are more often versions than process ids

}  // namespace

std::string escaped(std::string_view text) {
  constexpr std::string_view kSpecial = "*?[]{}^,";
  // Within quotes the parser treats these differently, so they are written as octal.
  constexpr std::string_view kAmbiguous = "\\\"";
  std::string pattern;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte >= 0x7f || kAmbiguous.find(character) != std::string_view::npos) {
      pattern += octal(byte);
    } else {
      if (kSpecial.find(character) != std::string_view::npos) pattern += '\\';
      pattern += character;
    }
  }
  return pattern;
}

std::string quoted(const std::string& pattern) {
  constexpr std::string_view kPlain = "/._+-:~%{}*?[],";  // beside letters and digits
  const bool plain = std::ranges::all_of(pattern, [&](char character) {
    return kind_of(character) != 0 || kPlain.find(character) != std::string_view::npos;
  });
  return plain ? pattern : "\"" + pattern + "\"";
}

bool is_mapped_as_code(std::string_view path) {
  const std::string_view name = file_name(path);
  return end_of_so(name) != std::string_view::npos ||
         std::ranges::any_of(kMappedSuffixes,
                             [&](std::string_view suffix) { return name.ends_with(suffix); });
}

std::string versions_of(std::string_view path) {
  const std::size_t directory = path.rfind('/') + 1;
  const std::size_t so = end_of_so(path.substr(directory));
  if (so == std::string_view::npos) return escaped(path);
  const std::size_t end = directory + so;
  if (end == path.size()) return escaped(path);
  return escaped(path.substr(0, end_of_soname(path, end))) + "{,.*}";
}

std::string mapped_suffix(std::string_view path) {
  const std::string_view name = file_name(path);
  if (end_of_so(name) != std::string_view::npos) return "**.so{,.*}";
  return "**" + std::string(name.substr(name.rfind('.')));
}

std::string pattern_of_made_name(std::string_view path) {
  const std::size_t begin = path.rfind('/') + 1;
  std::string_view name = path.substr(begin);
  std::string pattern = escaped(path.substr(0, begin));
  std::string end;
  if (ends_at_random(name)) {
    end = std::string(made_length(name), '?');
    name.remove_suffix(end.size());
  }
  while (!name.empty()) {
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(name, is_digit) - name.begin());
    if (digits >= kNumberLength) {
      pattern += "[0-9]*";
      name.remove_prefix(digits);
      continue;
    }
    const std::size_t length = std::max<std::size_t>(digits, 1);
    pattern += escaped(name.substr(0, length));
    name.remove_prefix(length);
  }
  return pattern + end;
}

}  // namespace whittle::profile
