#include "report/verification_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace whittle::report {
namespace {

constexpr std::size_t kMaxListed = 10;

// One line, without what could steer the terminal.
std::string plain(std::string_view text) {
  std::string result;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    result += byte < 0x20 || byte == 0x7f ? ' ' : character;
  }
  return result;
}

template <typename Rows, typename Form>
std::string some(std::string_view label, const Rows& rows, Form form) {
  std::string text;
  for (std::size_t index = 0; index < std::min(rows.size(), kMaxListed); ++index) {
    text += form(rows[index]);
  }
  if (rows.size() > kMaxListed) {
    text += line(label, fmt::format("and {} more", rows.size() - kMaxListed));
  }
  return text;
}

std::string missing(std::string_view label, const std::vector<std::string>& names) {
  return some(label, names, [label](const std::string& name) { return line(label, name); });
}

std::string differences(const std::vector<Difference>& rows) {
  return some("  differs", rows, [](const Difference& row) {
    return line("  differs", row.what) + line("", "  original  " + row.original) +
           line("", "  result    " + row.result);
  });
}

std::string repairs(const Verification& verification) {
  return some("  repaired", verification.repairs, [](const Repair& repair) {
    return line("  repaired",
                fmt::format("round {}: {} {} ({})", repair.round, lack_kind_name(repair.lack.kind),
                            repair.lack.what, repair.lack.evidence));
  });
}

std::string normalised(const Verification& verification) {
  if (verification.normalised == 0) return "";
  return line("  normalised", fmt::format("{} answers, in which two runs of the original differ",
                                          verification.normalised));
}

std::string rounds(const Verification& verification) {
  if (verification.rounds.size() < 2) return "";
  std::string text;
  for (std::size_t i = 0; i < verification.rounds.size(); ++i) {
    const VerifyRound& round = verification.rounds[i];
    text += line("  round " + std::to_string(i + 1),
                 round.passed ? fmt::format("passed, {} missing", round.lacks.size())
                              : "failed: " + round.failure);
  }
  return text;
}

}  // namespace

std::string line(std::string_view label, std::string_view text) {
  return fmt::format("  {:<{}}{}\n", label, kLabelWidth, plain(text));
}

std::string exercise_lines(const std::vector<ExerciseResult>& results) {
  std::string text;
  for (const ExerciseResult& result : results) {
    const std::string name = result.hold_out ? result.name + " (hold-out)" : result.name;
    text += line(result.passed ? "  passed" : "  failed",
                 result.detail.empty() ? name : name + ": " + result.detail);
  }
  return text;
}

std::string comparison_lines(const Verification& verification) {
  std::string text = line(verification.passed ? "same" : "DIFFERENT", verification.failure);
  text += exercise_lines(verification.exercises);
  text += differences(verification.differences);
  text += normalised(verification);
  return text + missing("  no file", verification.missing.files) +
         missing("  denied", verification.missing.syscalls);
}

std::string verification_text(const Verification& verification) {
  if (!verification.run) return line("proof", "not run");
  std::string text =
      verification.passed
          ? line("proof", "passed: the new image started and did the same under its profile")
          : line("proof", "FAILED: " + verification.failure);
  text += exercise_lines(verification.exercises);
  text += differences(verification.differences) + normalised(verification);
  text += rounds(verification) + repairs(verification);
  if (verification.passed) return text;
  return text + missing("  no file", verification.missing.files) +
         missing("  denied", verification.missing.syscalls);
}

}  // namespace whittle::report
