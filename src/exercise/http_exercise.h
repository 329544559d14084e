// An HTTP request as an exercise: waits until the port listens, asks by http, then by https where
// the server seems to speak TLS.
//
// An answer below 500 passes; a 5xx or none fails. A server that is only just starting gets some
// patience: one that refuses or closes connections, or a gateway whose backend is not up yet (502,
// 503, 504).
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "exercise/http_command.h"
#include "exercise/patience.h"
#include "exercise/ports.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

struct HttpLimits {
  std::chrono::milliseconds port{60000};  // until the port listens
  std::chrono::milliseconds answer{
      30000};  // one answer; long, because a recorded app may be many times slower
  std::chrono::milliseconds start{1000};     // while connections are refused or closed at once
  std::chrono::milliseconds gateway{10000};  // while it answers 502, 503 or 504
};

// What a port that does not speak HTTP means: driven, because nobody asked for HTTP there, or a
// failure.
enum class OtherProtocol { passes, fails };

// To command.port, which must be set. patience: of all exercises of a run; null: of this one alone.
std::unique_ptr<Exercise> make_http(HttpCommand command, OtherProtocol other,
                                    HttpLimits limits = {},
                                    std::shared_ptr<Patience> patience = nullptr);

// To whatever ports listen, for images that expose none: passes once one of them answers HTTP,
// unless one answers with 5xx.
std::unique_ptr<Exercise> make_http_anywhere(HttpCommand command, HttpLimits limits = {},
                                             std::shared_ptr<Patience> patience = nullptr);

}  // namespace whittle::exercise
