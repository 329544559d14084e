#include "report/summary_text.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "report/rehearsal_text.h"
#include "report/report_json.h"
#include "report/verification_text.h"
#include "text/align.h"
#include "text/join.h"
#include "text/size.h"

namespace whittle::report {
namespace {

std::string with_separators(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

// What was refused is no result: it has no ratio, unless that is why.
std::string sizes(const Report& report) {
  const bool is_refused = !report.not_written.empty();
  const auto before = static_cast<double>(report.source.size);
  const auto after = static_cast<double>(report.result.size);
  std::string ratio;
  if (before > 0 && after > 0) {
    if (!is_refused)
      ratio = text::decimal(100 * after / before, 1) + " %, " + text::decimal(before / after, 1) +
              " times smaller";
    if (after >= before) ratio = "not smaller";
  }
  const auto row = [](std::string_view label, const std::string& from, const std::string& to) {
    return "  " + text::align_left(label, kLabelWidth) + text::align_right(from, 12) + " " +
           text::align_right(to, 12);
  };
  return row("", "before", is_refused ? "refused" : "after") + "\n" +
         row("size", text::size(report.source.size), text::size(report.result.size)) +
         (ratio.empty() ? "" : "   " + ratio) + "\n" +
         row("files", with_separators(report.source.files), with_separators(report.result.files)) +
         "\n" +
         row("layers", with_separators(report.source.layers),
             with_separators(report.result.layers)) +
         "\n";
}

// "14.2 s: record 4.1, verify 6.0, the rest 0.1": a stage once, with the containers that ran in it,
// those that round to nothing together.
std::string times(const Report& report) {
  constexpr double kShown = 0.05;
  std::vector<std::pair<std::string, double>> stages;
  for (const StageTime& time : report.stages) {
    auto stage = std::ranges::find(stages, time.name, &std::pair<std::string, double>::first);
    if (stage == stages.end()) stage = stages.insert(stage, {time.name, 0});
    stage->second += time.seconds + time.container_seconds;
  }
  std::string text;
  double rest = 0;
  for (const auto& [name, seconds] : stages) {
    if (seconds >= kShown) {
      text::append_item(text, name + " " + text::decimal(seconds, 1), ", ");
    } else {
      rest += seconds;
    }
  }
  if (rest >= kShown) text::append_item(text, "the rest " + text::decimal(rest, 1), ", ");
  const std::string total = text::decimal(wall_seconds(report), 1) + " s";
  return text.empty() ? total : total + ": " + text;
}

std::string count_of(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// "4 runs", "1 run, 2 exercises", "1 run, no exercises".
std::string recorded(const Report& report) {
  if (report.traces > 0) return "earlier, in " + count_of(report.traces, "trace");
  const std::string runs = count_of(report.runs, "run");
  if (!report.exercises.empty()) {
    return runs + ", " + count_of(report.exercises.size(), "exercise");
  }
  return report.runs == 1 ? runs + ", no exercises" : runs;
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
  if (report.syscalls == 0) return "none recorded, so there is no seccomp profile";
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

std::string seen_of(const Seen& seen, const std::string& what) {
  return seen.files == 0
             ? ""
             : std::to_string(seen.seen) + " of " + std::to_string(seen.files) + " " + what;
}

// "git, ssh and 3 more": the names alone, which is what --include-exe takes.
std::string names_of(const std::vector<std::string>& paths) {
  constexpr std::size_t kShown = 8;
  std::string names;
  for (std::size_t i = 0; i < std::min(kShown, paths.size()); ++i) {
    text::append_item(names, paths[i].substr(paths[i].rfind('/') + 1), ", ");
  }
  const std::size_t more = paths.size() - std::min(kShown, paths.size());
  return more == 0 ? names : names + " and " + std::to_string(more) + " more";
}

std::string coverage_lines(const AppCoverage& coverage) {
  std::string seen = seen_of(coverage.code, "files of the app's own code");
  if (const std::string pages = seen_of(coverage.templates, "templates"); !pages.empty()) {
    text::append_item(seen, pages, ", ");
  }
  std::string text = seen.empty() ? "" : line("opened", seen);
  if (!coverage.called.empty()) {
    text += line("left out", "called by kept code: " + names_of(coverage.called) +
                                 "; --include-exe NAME keeps one");
  }
  if (!coverage.beside.empty()) {
    text += line("left out", "of packages in use: " + names_of(coverage.beside) +
                                 "; --include-exe NAME keeps one");
  }
  return text;
}

}  // namespace

std::string summary(const Report& report) {
  std::string text = sizes(report);
  text += line("system calls", syscalls(report));
  if (report.syscalls != 0) {
    if (const std::string more = reasons(report); !more.empty()) text += line("", more);
    text += power_lines(report);
  }
  if (!report.stages.empty()) text += line("time", times(report));
  text += line("recorded", recorded(report));
  text += exercise_lines(report.exercises);
  text += coverage_lines(report.coverage);
  if (report.losses.total() != 0) {
    text += line("lost",
                 std::to_string(report.losses.total()) + " events: the recording is incomplete");
  }
  text += rehearsal_text(report.rehearsal);
  text += verification_text(report.verification);
  text += hints(report);
  for (const std::string& warning : report.warnings) text += line("warning", warning);
  if (!report.kept_as.empty()) {
    text += line("explain",
                 "whittle explain result:" + report.kept_as + " PATH tells why a file is kept");
  }
  if (!report.not_written.empty()) return text + line("not written", report.not_written);
  if (!report.result.reference.empty()) text += line("result", report.result.reference);
  return text;
}

}  // namespace whittle::report
