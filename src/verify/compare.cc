#include "verify/compare.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "exercise/exercises.h"
#include "exercise/outcome.h"
#include "text/align.h"
#include "text/join.h"
#include "verify/binary.h"
#include "verify/mask.h"
#include "verify/moments.h"

namespace whittle::verify {
namespace {

using exercise::printable;

const std::string kAfterStop = "after the stop signal";

// One thing that was seen of a run.
struct Observation {
  std::string what;
  std::string text;
  std::optional<Content> content;  // instead of text
  bool may_vary = true;
};

void look_at(const ExerciseResult& result, const std::string& name,
             std::vector<Observation>& observations) {
  observations.push_back({name, exercise::outcome(result), std::nullopt, false});
  const Answer& answer = result.answer;
  for (const auto& [header, value] : answer.headers) {
    observations.push_back({name + ": " + header, value, std::nullopt});
  }
  if (!answer.content.digest.empty()) {
    observations.push_back({name + (answer.exit ? ": output" : ": body"), "", answer.content});
  }
  if (!answer.errors.digest.empty()) {
    observations.push_back({name + ": errors", "", answer.errors});
  }
}

// The results of a run by names that are there once.
std::vector<std::pair<std::string, const ExerciseResult*>> named_exercises(
    const record::Recording& recording) {
  std::vector<std::pair<std::string, const ExerciseResult*>> named;
  named.reserve(recording.exercises.size());
  std::map<std::string, int> seen;
  for (const ExerciseResult& result : recording.exercises) {
    const int times = ++seen[result.name];
    named.emplace_back(times > 1 ? result.name + " (" + std::to_string(times) + ")" : result.name,
                       &result);
  }
  return named;
}

// Nothing can be said of a result by what its original cannot do.
std::set<std::string> failing_hold_outs(const record::Recording& original) {
  std::set<std::string> names;
  for (const auto& [name, result] : named_exercises(original)) {
    if (result->hold_out && !result->passed) names.insert(name);
  }
  return names;
}

// A port that listens in one run alone may only have been looked for at another moment, so that of
// the ports those of the original count.
std::string ports_of(const record::Recording& recording, const record::Recording& original) {
  std::string text;
  for (const std::uint16_t port : recording.trace.ports) {
    if (!original.trace.ports.contains(port)) continue;
    text::append_item(text, std::to_string(port), ", ");
  }
  return text.empty() ? "none" : text;
}

void look_at_end(const record::Recording& recording, std::vector<Observation>& observations) {
  observations.push_back({"the app",
                          recording.stopped ? "ran until it was stopped" : "ended by itself",
                          std::nullopt, false});
  for (std::size_t i = 0; i < recording.exits.size(); ++i) {
    const std::string run = recording.exits.size() > 1 ? ", run " + std::to_string(i + 1) : "";
    if (recording.stopped) {
      if (!recording.killed) {
        observations.push_back({kAfterStop + run, recording.exits[i].describe(), {}});
      }
      continue;
    }
    observations.push_back(
        {"the app's end" + run, recording.exits[i].describe(), std::nullopt, false});
    if (i < recording.outputs.size()) {
      observations.push_back({"the app's output" + run, "", recording.outputs[i]});
    }
    if (i < recording.errors.size()) {
      observations.push_back({"the app's errors" + run, "", recording.errors[i]});
    }
  }
}

std::vector<Observation> look_at(const record::Recording& recording,
                                 const record::Recording& original,
                                 const std::set<std::string>& left_out) {
  std::vector<Observation> observations;
  for (const auto& [name, result] : named_exercises(recording)) {
    if (!left_out.contains(name)) look_at(*result, name, observations);
  }
  observations.push_back({"ports that listen", ports_of(recording, original), std::nullopt});
  look_at_end(recording, observations);
  observations.push_back(
      {"the stop signal", recording.killed && !original.killed ? "was ignored" : "was taken", {}});
  return observations;
}

const Observation* find(const std::vector<Observation>& observations, const std::string& what) {
  const auto found = std::ranges::find(observations, what, &Observation::what);
  return found == observations.end() ? nullptr : &*found;
}

// What of a content can be compared: of one that was not at its end, what both have.
std::string_view comparable(const Content& content, const Content& other) {
  const std::string_view head = content.head;
  const bool both_whole = content.whole && other.whole;
  return both_whole ? head : head.substr(0, std::min(head.size(), other.head.size()));
}

bool same(const Content& one, const Content& other) {
  if (one.whole && other.whole) {
    return (one.size == other.size && one.digest == other.digest) || has_same_parts(one, other);
  }
  return comparable(one, other) == comparable(other, one);
}

bool same(const Observation& one, const Observation& other) {
  if (one.content && other.content) return same(*one.content, *other.content);
  return !one.content && !other.content && one.text == other.text;
}

std::string_view text_of(const Observation& observation) {
  return observation.content ? std::string_view(observation.content->head)
                             : std::string_view(observation.text);
}

// All of it is there to be compared as a text.
bool is_whole(const Observation& observation) {
  return !observation.content ||
         (observation.content->whole &&
          observation.content->size == static_cast<std::int64_t>(observation.content->head.size()));
}

using Observations =
    std::vector<const Observation*>;  // of one thing, in further runs of the original

bool is_binary(const Observation& observation) {
  return observation.content && verify::is_binary(*observation.content);
}

bool has_parts_of(const Observation& original, const Observation& result,
                  const Observations& others) {
  if (!original.content || !result.content) return false;
  std::vector<const Content*> originals = {&*original.content};
  for (const Observation* other : others) {
    if (!other->content) return false;
    originals.push_back(&*other->content);
  }
  return verify::has_parts_of(originals, *result.content);
}

// As a terminal shows it in the end: of a line that was written over, what it says last.
std::string as_shown(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, size);
    text.remove_prefix(size);
    const std::size_t ending = line.find_last_not_of("\r\n");
    if (ending != line.npos) {
      const std::size_t over = line.rfind('\r', ending);
      if (over != line.npos) line.remove_prefix(over + 1);
    }
    shown += line;
  }
  return shown;
}

// A run of the original does the same, or would: but for what its runs differ in, and for times.
bool does_the_same(const Observation& original, const Observation& result,
                   const Observations& others) {
  const auto is_same = [](const Observation& one) {
    return [&one](const Observation* s) { return same(one, *s); };
  };
  if (others.empty()) return false;
  if (std::ranges::any_of(others, is_same(result))) return true;
  if (is_binary(original) || is_binary(result)) return has_parts_of(original, result, others);
  const auto now = std::chrono::system_clock::now();
  const auto comparable_text = [now](const Observation& one) {
    return without_moments(as_shown(text_of(one)), now);
  };
  std::vector<std::string> texts = {comparable_text(original)};
  for (const Observation* other : others) texts.push_back(comparable_text(*other));
  const std::string text = comparable_text(result);
  if (std::ranges::all_of(others, is_same(original))) {
    return is_whole(original) && is_whole(result) && text == texts.front();
  }
  return Mask(std::vector<std::string_view>(texts.begin(), texts.end())).matches(text);
}

std::string without_digits(std::string_view text) {
  std::string left;
  for (const char c : text) {
    if (!is_digit(c) && c != '.') left += c;
  }
  return left;
}

bool differ_in_numbers(const Observation& one, const Observation& other) {
  return is_whole(one) && is_whole(other) && !is_binary(one) && !is_binary(other) &&
         without_digits(text_of(one)) == without_digits(text_of(other));
}

std::string_view line_at(std::string_view text, std::size_t number) {
  for (; number > 1; --number) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// The first line in which they differ and, where there is a second run, its like does not.
std::size_t differing_line(std::string_view original, std::string_view result,
                           std::string_view again) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(original, '\n')) + 1;
  std::size_t first = 0;
  for (std::size_t number = 1; number <= lines + 1; ++number) {
    const std::string_view line = line_at(original, number);
    if (line == line_at(result, number)) continue;
    if (first == 0) first = number;
    if (line == line_at(again, number)) return number;
    if (number > 2000) break;  // each look goes through the text from its beginning
  }
  return first;
}

std::string size_text(const Content& content) {
  return std::to_string(content.size) + " bytes, " + content.digest.short_hex();
}

std::string kind_text(const Content& content) {
  return exercise::describe(content) + ", " + content.digest.short_hex();
}

Difference show(const Observation& original, const Observation& result, const Observation* again) {
  if (!original.content || !result.content) {
    return {original.what, printable(text_of(original)), printable(text_of(result))};
  }
  // What is not text never reaches a terminal.
  if (is_binary(original) || is_binary(result)) {
    const std::string part = first_other_part(*original.content, *result.content);
    return {original.what + (part.empty() ? "" : ", " + part), kind_text(*original.content),
            kind_text(*result.content)};
  }
  const std::string_view before = text_of(original);
  const std::string_view after = text_of(result);
  const std::size_t line = differing_line(before, after, again ? text_of(*again) : before);
  if (line == 0) return {original.what, size_text(*original.content), size_text(*result.content)};
  return {original.what + ", line " + std::to_string(line), printable(line_at(before, line)),
          printable(line_at(after, line))};
}

// What an exercise needed.
struct Cost {
  int tries = 1;
  double seconds = 0;
  void raise_to(const Cost& other) {
    tries = std::max(tries, other.tries);
    seconds = std::max(seconds, other.seconds);
  }
};

std::map<std::string, Cost> costs_of(const record::Recording& recording) {
  std::map<std::string, Cost> costs;
  for (const auto& [name, result] : named_exercises(recording)) {
    costs[name] = {.tries = result->tries, .seconds = result->seconds};
  }
  return costs;
}

// By the factor and the time that a user would notice.
bool is_much_slower(double seconds, double original) {
  constexpr double kTimes = 5;
  constexpr double kLonger = 1;  // seconds
  return seconds > kTimes * original && seconds > original + kLonger;
}

std::string seconds_text(double seconds) {
  return text::decimal(seconds, 1) + " s";
}

Observation nothing(const std::string& what) {
  return {what, "none", std::nullopt};
}

class RunComparison {
 public:
  RunComparison(const record::Recording& original, const record::Recording& result,
                const std::vector<const record::Recording*>& others)
      : original_(original),
        result_(result),
        others_(others),
        left_out_(failing_hold_outs(original)),
        before_(look_at(original, original, left_out_)),
        after_(look_at(result, original, left_out_)) {
    again_.reserve(others.size());
    for (const record::Recording* other : others) {
      again_.push_back(look_at(*other, original, left_out_));
    }
  }

  Outcome outcome() {
    compare_observations();
    compare_costs();
    outcome_.may_vary = all_may_vary_ && !outcome_.differences.empty();
    outcome_.numbers_alone = all_in_numbers_ && !outcome_.differences.empty();
    outcome_.not_compared.assign(left_out_.begin(), left_out_.end());
    return std::move(outcome_);
  }

 private:
  Observations find_again(const std::string& what) const {
    Observations found;
    for (const std::vector<Observation>& observations : again_) {
      if (const Observation* const observation = find(observations, what))
        found.push_back(observation);
    }
    return found;
  }

  void differ(const Observation& ours, const Observation& theirs, const Observations& seen) {
    const bool may_vary = ours.may_vary && theirs.may_vary;
    if (may_vary && does_the_same(ours, theirs, seen)) {
      ++outcome_.normalised;
      return;
    }
    add(ours.what, show(ours, theirs, seen.empty() ? nullptr : seen.front()), may_vary,
        differ_in_numbers(ours, theirs));
  }

  void add(const std::string& what, Difference difference, bool may_vary, bool in_numbers) {
    all_may_vary_ = all_may_vary_ && may_vary;
    all_in_numbers_ = all_in_numbers_ && in_numbers;
    outcome_.differences.push_back(std::move(difference));
    outcome_.observations.push_back(what);
  }

  void compare_observations() {
    for (const Observation& ours : before_) {
      const Observation* const theirs = find(after_, ours.what);
      if (theirs != nullptr && same(ours, *theirs)) continue;
      const Observations seen = find_again(ours.what);
      // One that has to be killed leaves its exit status to chance.
      if (theirs == nullptr && result_.killed && ours.what.starts_with(kAfterStop)) continue;
      // What the original itself did not do again is not asked for.
      if (theirs == nullptr && seen.size() < again_.size() && ours.may_vary) continue;
      differ(ours, theirs != nullptr ? *theirs : nothing(ours.what), seen);
    }
    for (const Observation& theirs : after_) {
      if (find(before_, theirs.what) != nullptr) continue;
      if (original_.killed && theirs.what.starts_with(kAfterStop)) continue;
      differ(nothing(theirs.what), theirs, find_again(theirs.what));
    }
  }

  // What is done with more tries, or much slower, is not the same. The slowest run of the original
  // counts.
  void compare_costs() {
    std::map<std::string, Cost> most = costs_of(original_);
    for (const record::Recording* other : others_) {
      for (const auto& [name, cost] : costs_of(*other)) {
        const auto found = most.find(name);
        if (found != most.end()) found->second.raise_to(cost);
      }
    }
    for (const auto& [name, cost] : costs_of(result_)) {
      const auto found = most.find(name);
      // Where the exercise ended otherwise, that is told already.
      if (found == most.end() ||
          std::ranges::find(outcome_.observations, name) != outcome_.observations.end() ||
          left_out_.contains(name)) {
        continue;
      }
      if (cost.tries > found->second.tries) {
        add(name + ": tries",
            {name + ": tries", std::to_string(found->second.tries), std::to_string(cost.tries)},
            true, true);
      }
      if (is_much_slower(cost.seconds, found->second.seconds)) {
        add(name + ": time",
            {name + ": time", seconds_text(found->second.seconds), seconds_text(cost.seconds)},
            true, true);
      }
    }
  }

  const record::Recording& original_;
  const record::Recording& result_;
  const std::vector<const record::Recording*>& others_;
  const std::set<std::string> left_out_;
  const std::vector<Observation> before_;
  const std::vector<Observation> after_;
  std::vector<std::vector<Observation>> again_;
  Outcome outcome_;
  bool all_may_vary_ = true;
  bool all_in_numbers_ = true;
};

}  // namespace

Outcome compare(const record::Recording& original, const record::Recording& result,
                const std::vector<const record::Recording*>& others) {
  return RunComparison(original, result, others).outcome();
}

void keep_repeated(Outcome& outcome, const Outcome& before) {
  std::vector<Difference> differences;
  std::vector<std::string> observations;
  for (std::size_t i = 0; i < outcome.differences.size(); ++i) {
    const std::string& what = outcome.observations[i];
    if (std::ranges::find(before.observations, what) == before.observations.end()) continue;
    differences.push_back(outcome.differences[i]);
    observations.push_back(what);
  }
  outcome.differences = std::move(differences);
  outcome.observations = std::move(observations);
}

std::string describe_first(const std::vector<Difference>& differences) {
  if (differences.empty()) return "";
  const Difference& first = differences.front();
  return first.what + ": " + first.result + " (original: " + first.original + ")";
}

}  // namespace whittle::verify
