// Path patterns of --include-path and --exclude-pattern: `*` and `?` stop at a slash, `**` does
// not, and `**/` stands for any number of directories, also none. `[` is an ordinary character.
// Matching takes no more than quadratic time.
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

// An absolute path without ".", "..", doubled or trailing slashes, by the letters alone.
std::string normal_path(std::string_view path);

}  // namespace whittle::text
