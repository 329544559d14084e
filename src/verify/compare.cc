#include "verify/compare.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "exercise/exercises.h"
#include "exercise/outcome.h"
#include "text/join.h"
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
  }
}

std::vector<Observation> look_at(const record::Recording& recording,
                                 const record::Recording& original) {
  std::vector<Observation> observations;
  std::map<std::string, int> seen;
  for (const ExerciseResult& result : recording.exercises) {
    const int times = ++seen[result.name];
    look_at(result, times > 1 ? result.name + " (" + std::to_string(times) + ")" : result.name,
            observations);
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
  if (one.whole && other.whole) return one.size == other.size && one.digest == other.digest;
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

// A run of the original does the same, or would: but for what its runs differ in, and for times.
bool does_the_same(const Observation& original, const Observation& result,
                   const Observations& others) {
  const auto is_same = [](const Observation& one) {
    return [&one](const Observation* s) { return same(one, *s); };
  };
  if (others.empty()) return false;
  if (std::ranges::any_of(others, is_same(result))) return true;
  const auto now = std::chrono::system_clock::now();
  std::vector<std::string> texts = {without_moments(text_of(original), now)};
  for (const Observation* other : others) texts.push_back(without_moments(text_of(*other), now));
  const std::string text = without_moments(text_of(result), now);
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
  return is_whole(one) && is_whole(other) &&
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

Difference show(const Observation& original, const Observation& result, const Observation* again) {
  if (!original.content || !result.content) {
    return {original.what, printable(text_of(original)), printable(text_of(result))};
  }
  const std::string_view before = text_of(original);
  const std::string_view after = text_of(result);
  const std::size_t line = differing_line(before, after, again ? text_of(*again) : before);
  if (line == 0) return {original.what, size_text(*original.content), size_text(*result.content)};
  return {original.what + ", line " + std::to_string(line), printable(line_at(before, line)),
          printable(line_at(after, line))};
}

Observation nothing(const std::string& what) {
  return {what, "none", std::nullopt};
}

}  // namespace

Outcome compare(const record::Recording& original, const record::Recording& result,
                const std::vector<const record::Recording*>& others) {
  const std::vector<Observation> before = look_at(original, original);
  const std::vector<Observation> after = look_at(result, original);
  std::vector<std::vector<Observation>> again;
  again.reserve(others.size());
  for (const record::Recording* other : others) again.push_back(look_at(*other, original));
  const auto find_again = [&again](const std::string& what) {
    Observations found;
    for (const std::vector<Observation>& observations : again) {
      if (const Observation* const observation = find(observations, what))
        found.push_back(observation);
    }
    return found;
  };
  Outcome outcome;
  bool all_may_vary = true;
  bool all_in_numbers = true;
  const auto differ = [&](const Observation& ours, const Observation& theirs,
                          const Observations& seen) {
    const bool may_vary = ours.may_vary && theirs.may_vary;
    if (may_vary && does_the_same(ours, theirs, seen)) {
      ++outcome.normalised;
      return;
    }
    all_may_vary = all_may_vary && may_vary;
    all_in_numbers = all_in_numbers && differ_in_numbers(ours, theirs);
    outcome.differences.push_back(show(ours, theirs, seen.empty() ? nullptr : seen.front()));
  };
  for (const Observation& ours : before) {
    const Observation* const theirs = find(after, ours.what);
    if (theirs != nullptr && same(ours, *theirs)) continue;
    const Observations seen = find_again(ours.what);
    // One that has to be killed leaves its exit status to chance.
    if (theirs == nullptr && result.killed && ours.what.starts_with(kAfterStop)) continue;
    // What the original itself did not do again is not asked for.
    if (theirs == nullptr && seen.size() < again.size() && ours.may_vary) continue;
    differ(ours, theirs != nullptr ? *theirs : nothing(ours.what), seen);
  }
  for (const Observation& theirs : after) {
    if (find(before, theirs.what) != nullptr) continue;
    if (original.killed && theirs.what.starts_with(kAfterStop)) continue;
    differ(nothing(theirs.what), theirs, find_again(theirs.what));
  }
  outcome.may_vary = all_may_vary && !outcome.differences.empty();
  outcome.numbers_alone = all_in_numbers && !outcome.differences.empty();
  return outcome;
}

std::string describe_first(const std::vector<Difference>& differences) {
  if (differences.empty()) return "";
  const Difference& first = differences.front();
  return first.what + ": " + first.result + " (original: " + first.original + ")";
}

}  // namespace whittle::verify
