// An HTTP request as an exercise: waits until the port listens, tries http, then https if the
// server seems to speak TLS.
//
// A status below 500 passes; 5xx or no answer fails. A server that may still be starting is tried
// again: one that refuses or closes connections, or a gateway whose backend is not up yet (502,
// 503, 504).
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "exercise/http_command.h"
#include "exercise/ports.h"
#include "exercise/shared_timeout.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

struct HttpLimits {
  std::chrono::milliseconds port{60000};  // until the port listens
  // For one answer; long, because a recorded app may be many times slower.
  std::chrono::milliseconds answer{30000};
  // For retries while connections are refused or closed at once.
  std::chrono::milliseconds start{1000};
  std::chrono::milliseconds gateway{10000};  // for retries while it answers 502, 503 or 504
};

// Whether a port that does not speak HTTP passes (it was not asked for) or fails.
enum class OtherProtocol { passes, fails };

// Sends to command.port, which must be set. timeout: shared by the exercises of a run; null: of
// this exercise alone.
std::unique_ptr<Exercise> make_http(HttpCommand command, OtherProtocol other,
                                    HttpLimits limits = {},
                                    std::shared_ptr<SharedTimeout> timeout = nullptr);

// Sends to all listening ports, for images that expose none: passes if one of them answers HTTP,
// unless one answers 5xx.
std::unique_ptr<Exercise> make_http_anywhere(HttpCommand command, HttpLimits limits = {},
                                             std::shared_ptr<SharedTimeout> timeout = nullptr);

}  // namespace whittle::exercise
