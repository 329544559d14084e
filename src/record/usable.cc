#include "record/usable.h"

#include <algorithm>

#include "content/kind.h"
#include "text/one_line.h"
#include "text/size.h"
#include "whittle/error.h"

namespace whittle::record {
namespace {

// It goes to a terminal.
std::string shown(const std::string& line) {
  if (content::is_text(line)) return text::one_line(line);
  return "(" + text::size(static_cast<std::int64_t>(line.size())) + " that are not text)";
}

}  // namespace

void require_success(const Recording& recording, const RecordOptions& options) {
  const std::string tail = log_tail(recording.log);
  for (const ExerciseResult& result : recording.exercises) {
    if (result.passed) continue;
    throw Error("the recording failed: " + result.name + ": " + result.detail,
                result.hint.empty() ? "see the app's output above; say how to drive it with "
                                      "--http-probe-cmd, --exec or --host-exec"
                                    : result.hint,
                tail);
  }
  if (recording.stopped || !options.runs.empty()) return;
  const Exit& exit = recording.exits.back();
  if (!exit.success()) {
    throw Error("the recording failed: the app " + exit.describe(),
                "its last output is above; give its arguments after -- or with --run", tail);
  }
}

bool is_chosen_by_user(const RecordOptions& options) {
  const exercise::ExerciseOptions& asked = options.exercises;
  return !options.runs.empty() || options.run.replace_arguments || options.run.entrypoint ||
         !asked.http.empty() || !asked.exec.empty() || !asked.host_exec.empty();
}

bool has_answered(const Recording& recording) {
  return std::ranges::any_of(recording.exercises, [](const ExerciseResult& result) {
    return result.passed && !result.name.starts_with("health check");
  });
}

std::vector<std::string> loss_warnings(const Trace& trace, const std::string& consequence) {
  if (trace.losses.total() == 0) return {};
  std::vector<std::string> warnings = {
      "the recording is incomplete: " + std::to_string(trace.losses.total()) +
      " events were lost; " + consequence};
  warnings.insert(warnings.end(), trace.contradictions.begin(), trace.contradictions.end());
  return warnings;
}

std::string log_tail(const std::string& log, std::size_t lines) {
  std::size_t begin = log.size();
  if (begin > 0 && log.back() == '\n') --begin;
  for (; lines > 0 && begin != std::string::npos && begin > 0; --lines) {
    begin = log.rfind('\n', begin - 1);
  }
  begin = begin == std::string::npos ? 0 : begin + (begin > 0 ? 1 : 0);
  std::string tail;
  while (begin < log.size()) {
    const std::size_t end = std::min(log.find('\n', begin), log.size());
    tail += "  | " + shown(log.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return tail;
}

}  // namespace whittle::record
