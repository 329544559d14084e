#include "verify/measured.h"

#include <doctest/doctest.h>

using whittle::verify::is_measured;

TEST_CASE("a name says that its number is measured, as a part of it") {
  for (const char* name : {"uptime", "used_memory_peak", "UptimeSeconds", "elapsedMs", "PID",
                           "instantaneous_input_kbps", "client_recent_max_input_buffer"}) {
    CAPTURE(name);
    CHECK(is_measured(name, ""));
  }
  for (const char* name : {"", "_", "items", "timeless", "rapid", "members", "id"}) {
    CAPTURE(name);
    CHECK_FALSE(is_measured(name, ""));
  }
}

TEST_CASE("so does a unit of time") {
  CHECK(is_measured("took", "ms"));
  CHECK(is_measured("", "Seconds"));
  CHECK_FALSE(is_measured("items", "items"));
}
