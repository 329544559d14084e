// Path patterns of --include-path and --exclude-pattern: `*` and `?` do not match a slash, `**`
// does, and `**/` matches any number of directories, including none. `[` is an ordinary character.
// Matching takes at most quadratic time.
#pragma once

#include <string>
#include <string_view>

namespace whittle::text {

class Pattern {
 public:
  explicit Pattern(std::string text);

  bool matches(std::string_view path) const;
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::string_view literal_prefix() const;
};

bool has_wildcard(std::string_view text);

// The absolute path without ".", "..", doubled or trailing slashes; symlinks are not resolved.
std::string normal_path(std::string_view path);

}  // namespace whittle::text
