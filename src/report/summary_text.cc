#include "report/summary_text.h"

#include <set>

#include "report/rehearsal_text.h"
#include "report/verification_text.h"
#include "text/align.h"
#include "text/join.h"

namespace whittle::report {
namespace {

std::string with_separators(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string sizes(const Report& report) {
  const auto before = static_cast<double>(report.source.size);
  const auto after = static_cast<double>(report.result.size);
  std::string ratio;
  if (before > 0 && after > 0) {
    ratio = text::decimal(100 * after / before, 1) + " %, " + text::decimal(before / after, 1) +
            " times smaller";
    if (after >= before) ratio = "not smaller";
  }
  const auto row = [](std::string_view label, const std::string& from, const std::string& to) {
    return "  " + text::align_left(label, kLabelWidth) + text::align_right(from, 12) + " " +
           text::align_right(to, 12);
  };
  return row("", "before", "after") + "\n" +
         row("size", human_size(report.source.size), human_size(report.result.size)) +
         (ratio.empty() ? "" : "   " + ratio) + "\n" +
         row("files", with_separators(report.source.files), with_separators(report.result.files)) +
         "\n" +
         row("layers", with_separators(report.source.layers),
             with_separators(report.result.layers)) +
         "\n";
}

std::string times(const Report& report) {
  std::string text;
  double total = 0;
  for (const StageTime& stage : report.stages) {
    text += stage.name + " " + text::decimal(stage.seconds, 2) + " s, ";
    total += stage.seconds;
  }
  return text + "in all " + text::decimal(total, 2) + " s; the container ran " +
         text::decimal(report.container_seconds, 1) + " s more";
}

// Each hint once, those of the recording first.
std::string hints(const Report& report) {
  std::string text;
  std::set<std::string> told;
  for (const auto* results : {&report.exercises, &report.verification.exercises}) {
    for (const ExerciseResult& result : *results) {
      if (!result.hint.empty() && told.insert(result.hint).second)
        text += line("hint", result.hint);
    }
  }
  return text;
}

// "231 (0 with power)"
std::string counted(const AllowedCalls& calls) {
  return std::to_string(calls.all) + " (" + std::to_string(calls.with_power.size()) +
         " with power)";
}

// "73 used; the profile allows 231 (0 with power), Docker's default 295 (14 with power)"
std::string syscalls(const Report& report) {
  return std::to_string(report.syscalls) + " used; the profile allows " + counted(report.profile) +
         ", Docker's default " + counted(report.docker);
}

// "20 core, 15 runtime beyond those used"; empty where there are none.
std::string reasons(const Report& report) {
  std::string more;
  for (const auto& [reason, count] : report.allowed_by_reason) {
    if (reason == "used") continue;
    text::append_item(more, std::to_string(count) + " " + reason, ", ");
  }
  return more.empty() ? more : more + " beyond those used";
}

std::string power_lines(const Report& report) {
  std::string text;
  if (!report.profile.with_power.empty())
    text += line("with power", text::join(report.profile.with_power, " "));
  if (report.inferred.empty()) return text;
  std::string calls;
  for (const InferredCall& inferred : report.inferred) {
    text::append_item(calls, inferred.call, " ");
  }
  return text + line("inferred", calls + ": allowed because kept code names them, not verified");
}

}  // namespace

std::string human_size(std::int64_t bytes) {
  constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  auto value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  // 999.95 would be rounded to 1000.0.
  while (value >= 999.95 && unit + 1 < std::size(kUnits)) {
    value /= 1000;
    ++unit;
  }
  return text::decimal(value, 1) + " " + kUnits[unit];
}

std::string summary(const Report& report) {
  std::string text = sizes(report);
  text += line("system calls", syscalls(report));
  if (const std::string more = reasons(report); !more.empty()) text += line("", more);
  text += power_lines(report);
  if (!report.stages.empty()) text += line("time", times(report));
  text += line("recorded", std::to_string(report.exercises.size()) + " exercises");
  text += exercise_lines(report.exercises);
  if (report.losses.total() != 0) {
    text += line("lost",
                 std::to_string(report.losses.total()) + " events: the recording is incomplete");
  }
  text += rehearsal_text(report.rehearsal);
  text += verification_text(report.verification);
  text += hints(report);
  for (const std::string& warning : report.warnings) text += line("warning", warning);
  if (!report.result.reference.empty()) text += line("result", report.result.reference);
  return text;
}

}  // namespace whittle::report
