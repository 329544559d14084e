#include "base/did_you_mean.h"

#include <algorithm>
#include <numeric>

namespace whittle::base {
namespace {

// Levenshtein's distance, one row at a time.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
    }
  }
  return row.back();
}

}  // namespace

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates,
                         const std::string& fallback) {
  const auto nearest = std::min_element(candidates.begin(), candidates.end(),
                                        [&word](const std::string& a, const std::string& b) {
                                          return distance(word, a) < distance(word, b);
                                        });
  const bool close = nearest != candidates.end() && distance(word, *nearest) <= 1 + word.size() / 4;
  return close ? "did you mean " + *nearest + "?" : fallback;
}

}  // namespace whittle::base
