#include "verify/moments.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <vector>

#include "verify/text_words.h"

namespace whittle::verify {
namespace {

constexpr std::int64_t kBefore = 3600;  // seconds
constexpr std::int64_t kAfter = 300;
constexpr std::int64_t kDay = 86400;

// strftime(3): ISO 8601, RFC 9110, logs of web servers, date(1), and what people write.
constexpr const char* kDateForms[] = {"%Y-%m-%d",     "%Y/%m/%d",  "%Y.%m.%d",   "%d/%b/%Y",
                                      "%a, %d %b %Y", "%d %b %Y",  "%a %b %e",   "%b %e",
                                      "%B %d, %Y",    "%b %d, %Y", "%d.%m.%Y",   "%m/%d/%Y",
                                      "%d/%m/%Y",     "%Y%m%d",    "%a %d %b %Y"};

struct Zone {
  std::tm* (*parts)(const std::time_t*, std::tm*);
};
constexpr Zone kZones[] = {{::gmtime_r}, {::localtime_r}};

std::vector<std::string> dates_near(std::time_t now) {
  std::vector<std::string> dates;
  for (const Zone& zone : kZones) {
    for (const std::int64_t days : {-1, 0, 1}) {
      const std::time_t time = now + days * kDay;
      std::tm parts = {};
      zone.parts(&time, &parts);
      for (const char* form : kDateForms) {
        char text[64];
        dates.emplace_back(text, std::strftime(text, sizeof text, form, &parts));
      }
    }
  }
  // The longest first: "26 Nov 2026" is a part of "Thu, 26 Nov 2026".
  std::ranges::sort(dates, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

bool is_near(std::int64_t seconds, std::int64_t now) {
  return seconds >= now - kBefore && seconds <= now + kAfter;
}

// Length of the number of seconds or of a fraction since 1970 that begins here; 0: none.
std::size_t epoch_at(std::string_view text, std::size_t at, std::int64_t now) {
  const std::size_t length = digits_at(text, at);
  const bool known = length == 10 || length == 13 || length == 16 || length == 19;
  return known && is_near(number(text.substr(at, 10)), now) ? length : 0;
}

bool is_clock_near(std::int64_t seconds_of_day, std::int64_t now) {
  for (const Zone& zone : kZones) {
    const std::time_t time = now;
    std::tm parts = {};
    zone.parts(&time, &parts);
    const std::int64_t today = parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec;
    for (const std::int64_t day : {-kDay, std::int64_t{0}, kDay}) {
      if (is_near(seconds_of_day + day, today)) return true;
    }
  }
  return false;
}

// hh:mm, hh:mm:ss and hh:mm:ss.fraction
std::size_t clock_at(std::string_view text, std::size_t at, std::int64_t now) {
  const auto pair = [&](std::size_t where, char before) {
    return digits_at(text, where) == 2 && (where == at || text[where - 1] == before);
  };
  if (!pair(at, ':') || !pair(at + 3, ':')) return 0;
  const std::int64_t hour = number(text.substr(at, 2));
  const std::int64_t minute = number(text.substr(at + 3, 2));
  if (hour > 23 || minute > 59) return 0;
  std::int64_t seconds = hour * 3600 + minute * 60;
  std::size_t length = 5;
  if (at + 6 < text.size() && pair(at + 6, ':')) {
    seconds += number(text.substr(at + 6, 2));
    length = 8;
    if (at + 8 < text.size() && (text[at + 8] == '.' || text[at + 8] == ',')) {
      const std::size_t fraction = digits_at(text, at + 9);
      if (fraction > 0) length = 9 + fraction;
    }
  } else {
    // A minute began up to one minute before it was shown.
    if (is_clock_near(seconds + 59, now)) return length;
  }
  return is_clock_near(seconds, now) ? length : 0;
}

}  // namespace

std::string without_moments(std::string_view text,
                            std::chrono::system_clock::time_point now_point) {
  const std::time_t now = std::chrono::system_clock::to_time_t(now_point);
  const std::vector<std::string> dates = dates_near(now);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_digit(text[at - 1]);
    std::size_t length = 0;
    if (begins) {
      for (const std::string& date : dates) {
        if (!text.substr(at).starts_with(date)) continue;
        length = date.size();
        // A longer number is none of them.
        if (at + length < text.size() && is_digit(text[at + length])) length = 0;
        break;
      }
      if (length > 0) result += "\1date";
      if (length == 0 && (length = epoch_at(text, at, now)) > 0) result += "\1seconds";
      if (length == 0 && (length = clock_at(text, at, now)) > 0) result += "\1clock";
    }
    if (length == 0) {
      result += text[at];
      length = 1;
    }
    at += length;
  }
  return result;
}

}  // namespace whittle::verify
