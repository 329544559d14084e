// The proof, and what differs, side by side: for people. Text that came from a container is shown
// without control characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "whittle/report.h"

namespace whittle::report {

inline constexpr int kLabelWidth = 14;

// One line with a label before it.
std::string line(std::string_view label, std::string_view text);
std::string exercise_lines(const std::vector<ExerciseResult>& results);
// What `whittle verify` prints.
std::string comparison_lines(const Verification& verification);
// The same in minify's summary, with rounds and repairs.
std::string verification_text(const Verification& verification);

}  // namespace whittle::report
