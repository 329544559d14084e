#include "verify/moments.h"

#include <doctest/doctest.h>

using whittle::verify::without_moments;

namespace {

// 2026-11-26 12:58:30 UTC, a Thursday.
constexpr std::int64_t kNow = 1795697910;

std::string at_now(const std::string& text) {
  return without_moments(text, std::chrono::system_clock::from_time_t(kNow));
}

}  // namespace

TEST_CASE("times near to now are replaced, in all their forms") {
  for (const char* text : {"1795697910", "1795694400", "1795697910123", "1795697910123456",
                           "12:58:30", "12:58", "12:00", "12:57:59.123", "2026-11-26", "2026-11-25",
                           "Thu, 26 Nov 2026", "26/Nov/2026", "Nov 26, 2026", "20261126"}) {
    CAPTURE(text);
    const std::string left = at_now(text);
    CHECK(left.starts_with('\1'));
    CHECK(left.find_first_of("0123456789") == left.npos);
  }
  CHECK(at_now("Thu, 26 Nov 2026 12:58:29 GMT!") == at_now("Thu, 26 Nov 2026 12:58:30 GMT!"));
}

TEST_CASE("other numbers stay") {
  for (const char* text :
       {"", "42", "1700000000", "17956979101", "2025-11-26", "26 Nov 1999", "11:30", "13:30:00",
        "12:5", "112:58:30", "1:12", "202611260", "12:61x9"}) {
    CAPTURE(text);
    CHECK(at_now(text) == text);
  }
}
