// Times near to now in a text: two runs that are close together may show the same one, and a third
// a later one.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace whittle::verify {

// Each such time is replaced by a mark of its kind: seconds, milli-, micro- and nanoseconds since
// 1970 and clocks ("12:58", "12:58:01.25") of an hour before now, or a little after; the dates of
// yesterday, today and tomorrow, in the usual forms. Clocks in UTC and in the zone of this machine.
std::string without_moments(std::string_view text, std::chrono::system_clock::time_point now);

}  // namespace whittle::verify
