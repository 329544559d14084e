#include "exercise/outcome.h"

#include <algorithm>

#include "exercise/exercises.h"
#include "text/size.h"

namespace whittle::exercise {
namespace {

constexpr std::size_t kKindShown = 60;

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string line(text.substr(0, limit));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text.size() > limit ? line + "..." : line;
}

std::string describe(const Content& content) {
  const std::string kind = content.kind.empty() ? "text" : printable(content.kind, kKindShown);
  return kind + ", " + text::size(content.size);
}

std::string last_line(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t end = text.find_last_not_of(kBlank);
  if (end == text.npos) return "";
  text = text.substr(0, end + 1);
  text = text.substr(text.find_last_of("\r\n") + 1);  // npos + 1 is 0
  return printable(text.substr(text.find_first_not_of(kBlank)));
}

// Sizes and output, after the first comma or semicolon, are left out.
std::string outcome(const ExerciseResult& result) {
  const std::string shortened = result.detail.substr(0, result.detail.find_first_of(",;"));
  return result.passed ? shortened : "failed: " + shortened;
}

}  // namespace whittle::exercise
