#include "base/did_you_mean.h"

#include <algorithm>

#include "text/edit_distance.h"

namespace whittle::base {
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates,
                         const std::string& fallback) {
  const auto nearest = std::min_element(
      candidates.begin(), candidates.end(), [&word](const std::string& a, const std::string& b) {
        return text::edit_distance(word, a) < text::edit_distance(word, b);
      });
  const bool close =
      nearest != candidates.end() && text::edit_distance(word, *nearest) <= 1 + word.size() / 4;
  return close ? "did you mean " + *nearest + "?" : fallback;
}

}  // namespace whittle::base
