// A verification, and the differences that it found, for people. Control characters in text of a
// container are replaced.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "whittle/report.h"

namespace whittle::report {

inline constexpr std::size_t kLabelWidth = 14;

// One line: a label and a text.
std::string line(std::string_view label, std::string_view text);
std::string exercise_lines(const std::vector<ExerciseResult>& results);
// What a user may do about one that failed. if_missing: where something was found missing.
std::string verification_hint(const Verification& verification, std::string_view if_missing);
// The output of `whittle verify`.
std::string comparison_lines(const Verification& verification);
// The verification in minify's summary, with rounds and repairs.
std::string verification_text(const Verification& verification);

}  // namespace whittle::report
