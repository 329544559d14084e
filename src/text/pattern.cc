#include "text/pattern.h"

#include <algorithm>
#include <vector>

namespace whittle::text {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// "**/" at the start of a component.
bool is_directories(std::string_view pattern, std::size_t at) {
  return pattern.substr(at, 3) == "**/" && (at == 0 || pattern[at - 1] == '/');
}

// Where matching continues after a mismatch: the last wildcard takes one more character.
struct Retry {
  std::size_t after = kNone;  // in the pattern, after the wildcard
  std::size_t taken = 0;      // in the path, the end of what the wildcard matched
  bool whole_directories = false;

  bool extend(std::string_view path) {
    if (after == kNone || taken >= path.size()) return false;
    if (!whole_directories) return ++taken, true;
    const std::size_t slash = path.find('/', taken);
    if (slash == kNone) return false;
    taken = slash + 1;
    return true;
  }
};

}  // namespace

Pattern::Pattern(std::string text) : text_(std::move(text)) {}

std::string_view Pattern::literal_prefix() const {
  return std::string_view(text_).substr(0, text_.find_first_of("*?"));
}

// It is enough to remember the last `*` and the last `**`: an earlier `**` cannot do better than a
// later one, and a `*` before a `**` cannot match anything that the `**` could not.
bool Pattern::matches(std::string_view path) const {
  if (!path.starts_with(literal_prefix())) return false;
  const std::string_view pattern = text_;
  Retry star;
  Retry globstar;
  std::size_t at = 0;
  std::size_t in = 0;
  while (true) {
    if (at == pattern.size() && in == path.size()) return true;
    if (pattern.substr(at, 2) == "**") {
      const bool directories = is_directories(pattern, at);
      at += directories ? 3 : 2;
      globstar = {at, in, directories};
      star = {};
    } else if (at < pattern.size() && pattern[at] == '*') {
      star = {++at, in};
    } else if (at < pattern.size() && in < path.size() &&
               (pattern[at] == path[in] || (pattern[at] == '?' && path[in] != '/'))) {
      ++at;
      ++in;
    } else if (star.taken < path.size() && path[star.taken] != '/' && star.extend(path)) {
      at = star.after;
      in = star.taken;
    } else if (globstar.extend(path)) {
      star = {};
      at = globstar.after;
      in = globstar.taken;
    } else {
      return false;
    }
  }
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != kNone;
}

std::string normal_path(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    at = end + 1;
  }
  std::string result;
  for (const std::string_view part : parts) result.append("/").append(part);
  return result.empty() ? "/" : result;
}

}  // namespace whittle::text
