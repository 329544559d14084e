#include "verify/measured.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace whittle::verify {
namespace {

struct Row {
  std::string_view words;  // separated by blanks, in lower case
  std::string_view why;
};

// In the name of a number, as a part of it: "used_memory_peak", "UptimeSeconds".
constexpr Row kNames[] = {
    {"time timestamp now clock uptime elapsed duration took latency lag seconds second secs sec "
     "msec "
     "usec millis milliseconds microseconds nanoseconds ms us ns",
     "a moment, or how long something took"},
    {"pid ppid tid", "the kernel hands them out"},
    {"memory mem rss heap resident allocated allocator allocs frag fragmentation gc",
     "what the allocator and the kernel had at hand"},
    {"cpu load loadavg", "who else was at work on the machine"},
    {"instantaneous recent kbps bps qps rps buffer", "what the last moment happened to bring"},
};

// As the unit of a number: the whole word.
constexpr std::string_view kUnits =
    "s ms us ns sec secs second seconds msec usec millis milliseconds microseconds nanoseconds "
    "minutes hours ago";

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(' ', begin), list.size());
    if (list.substr(begin, end - begin) == word) return true;
    begin = end + 1;
  }
  return false;
}

bool is_named(std::string_view part) {
  return !part.empty() &&
         std::ranges::any_of(kNames, [part](const Row& row) { return has_word(row.words, part); });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

bool is_measured(std::string_view name, std::string_view unit) {
  if (!unit.empty() && has_word(kUnits, lower(unit))) return true;
  // Parts end at '_' and where a capital letter follows a small one.
  std::string part;
  char before = '_';
  for (const char c : name) {
    const bool begins = std::isupper(static_cast<unsigned char>(c)) != 0 &&
                        std::islower(static_cast<unsigned char>(before)) != 0;
    if (c == '_' || begins) {
      if (is_named(lower(part))) return true;
      part.clear();
    }
    if (c != '_') part += c;
    before = c;
  }
  return is_named(lower(part));
}

}  // namespace whittle::verify
