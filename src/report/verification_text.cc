#include "report/verification_text.h"

#include <algorithm>

#include "text/align.h"
#include "text/one_line.h"

namespace whittle::report {
namespace {

constexpr std::size_t kMaxListed = 10;

template <typename Rows, typename Form>
std::string some(std::string_view label, const Rows& rows, Form form) {
  std::string text;
  for (std::size_t index = 0; index < std::min(rows.size(), kMaxListed); ++index) {
    text += form(rows[index]);
  }
  if (rows.size() > kMaxListed) {
    text += line(label, "and " + std::to_string(rows.size() - kMaxListed) + " more");
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
    return line("  repaired", "round " + std::to_string(repair.round) + ": " +
                                  std::string(lack_kind_name(repair.lack.kind)) + " " +
                                  repair.lack.what + " (" + repair.lack.evidence + ")");
  });
}

std::string normalised_line(const Verification& verification) {
  if (verification.normalised == 0) return "";
  return line("  normalised", std::to_string(verification.normalised) +
                                  " answers in which two runs of the original differ");
}

std::string not_compared(const Verification& verification) {
  return some("  not compared", verification.not_compared, [](const std::string& name) {
    return line("  not compared", name + ": fails in the original");
  });
}

std::string rounds(const Verification& verification) {
  if (verification.rounds.size() < 2) return "";
  std::string text;
  for (std::size_t i = 0; i < verification.rounds.size(); ++i) {
    const VerifyRound& round = verification.rounds[i];
    text += line("  round " + std::to_string(i + 1),
                 round.passed ? "passed, " + std::to_string(round.lacks.size()) + " missing"
                              : "failed: " + round.failure);
  }
  return text;
}

}  // namespace

std::string line(std::string_view label, std::string_view text) {
  return "  " + text::align_left(label, kLabelWidth) + text::one_line(text, ' ') + "\n";
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

std::string verification_hint(const Verification& verification, std::string_view if_missing) {
  const Missing& found = verification.missing;
  if (!found.files.empty() || !found.syscalls.empty()) return std::string(if_missing);
  return "nothing was found missing: if the app itself answers differently each time, give "
         "exercises whose answers stay the same; else keep more, with --keep package or "
         "--include-path";
}

std::string comparison_lines(const Verification& verification) {
  std::string text = line(verification.passed ? "same" : "DIFFERENT", verification.failure);
  text += exercise_lines(verification.exercises);
  text += differences(verification.differences);
  text += normalised_line(verification) + not_compared(verification);
  return text + missing("  no file", verification.missing.files) +
         missing("  denied", verification.missing.syscalls);
}

std::string verification_text(const Verification& verification) {
  if (!verification.run) return line("verification", "not run");
  std::string text =
      verification.passed
          ? line("verification", "passed: the new image started and did the same under its profile")
          : line("verification", "FAILED: " + verification.failure);
  text += exercise_lines(verification.exercises);
  text += differences(verification.differences) + normalised_line(verification);
  text += not_compared(verification);
  text += rounds(verification) + repairs(verification);
  if (verification.passed) return text;
  return text + missing("  no file", verification.missing.files) +
         missing("  denied", verification.missing.syscalls);
}

}  // namespace whittle::report
