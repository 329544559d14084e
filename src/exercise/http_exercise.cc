#include "exercise/http_exercise.h"

#include <algorithm>
#include <string>
#include <utility>

#include "exercise/http_request.h"
#include "exercise/outcome.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

using AnswerKind = HttpAnswer::Kind;
using Clock = std::chrono::steady_clock;

struct Exchange {
  Scheme scheme;
  HttpAnswer answer;
};

std::shared_ptr<SharedTimeout> shared(std::shared_ptr<SharedTimeout> timeout) {
  return timeout ? std::move(timeout) : std::make_shared<SharedTimeout>();
}

HttpAnswer send_in_network(Endpoint& endpoint, const HttpRequest& request) {
  HttpAnswer answer;
  endpoint.in_network([&] { answer = send_request(request); });
  return answer;
}

// A TLS server answers a plain request with an alert record (RFC 8446, 5.1), with 400, or by
// closing.
bool may_speak_tls(const HttpAnswer& answer) {
  return answer.kind == AnswerKind::closed ||
         (answer.kind == AnswerKind::answered && answer.status == 400) ||
         answer.first_bytes.starts_with("\x15\x03");
}

Exchange exchange(Endpoint& endpoint, const HttpCommand& command, Port port,
                  const HttpLimits& limits) {
  HttpRequest request{
      .method = command.method, .port = port, .path = command.path, .limit = limits.answer};
  const HttpAnswer plain = send_in_network(endpoint, request);
  if (may_speak_tls(plain)) {
    request.scheme = Scheme::https;
    const HttpAnswer over_tls = send_in_network(endpoint, request);
    if (over_tls.status != 0 || over_tls.kind == AnswerKind::silent)
      return {Scheme::https, over_tls};
  }
  return {Scheme::http, plain};
}

std::chrono::milliseconds retry_time(const HttpAnswer& answer, const HttpLimits& limits) {
  if (answer.kind == AnswerKind::refused || answer.kind == AnswerKind::closed) return limits.start;
  const bool gateway = answer.status >= 502 && answer.status <= 504;
  return answer.kind == AnswerKind::answered && gateway ? limits.gateway
                                                        : std::chrono::milliseconds(0);
}

Exchange exchange_once_started(Endpoint& endpoint, const HttpCommand& command, Port port,
                               const HttpLimits& limits) {
  using namespace std::chrono_literals;
  const auto begin = Clock::now();
  for (auto pause = 20ms;; pause = std::min(pause * 2, 500ms)) {
    Exchange result = exchange(endpoint, command, port, limits);
    if (Clock::now() + pause > begin + retry_time(result.answer, limits)) return result;
    if (!endpoint.wait(pause)) return result;
  }
}

// The same, with the shared timeout of that port.
Exchange exchange_within(Endpoint& endpoint, const HttpCommand& command, Port port,
                         HttpLimits limits, SharedTimeout& timeout) {
  limits.answer = timeout.limit_for({port}, limits.answer);
  const Exchange result = exchange_once_started(endpoint, command, port, limits);
  if (result.answer.kind == AnswerKind::silent) timeout.note_timeout({port});
  return result;
}

std::string describe_body(const HttpAnswer& answer) {
  if (answer.body == HttpAnswer::Body::over_limit) return ", body larger than the limit";
  const std::string bytes = ", " + std::to_string(answer.bytes) + " bytes";
  return answer.body == HttpAnswer::Body::unfinished ? bytes + ", not complete yet" : bytes;
}

std::string describe_answer(const Exchange& exchange) {
  const HttpAnswer& answer = exchange.answer;
  switch (answer.kind) {
    case AnswerKind::answered:
      return std::to_string(answer.status) + describe_body(answer) +
             (exchange.scheme == Scheme::https ? ", https" : "");
    case AnswerKind::broken:
      return "connection broke; status " + std::to_string(answer.status) + " and " +
             std::to_string(answer.bytes) + " bytes received before";
    case AnswerKind::refused:
      return "listens, but refuses connections to 127.0.0.1 and [::1]";
    case AnswerKind::closed:
      return "listens, but does not speak HTTP: closes the connection";
    case AnswerKind::silent:
      return "listens, but does not speak HTTP: no answer in time";
    case AnswerKind::not_http:
      break;
  }
  return "listens, but does not speak HTTP: sends \"" + printable(answer.first_bytes) + "\"";
}

struct StatusHint {
  int first;
  int last;
  const char* hint;
};
constexpr StatusHint kStatusHints[] = {
    {300, 399, "redirects are not followed; use --http-probe-cmd for the target"},
    {401, 403, "requires authentication; use --host-exec with a client that logs in"},
    {404, 404, "not found; give a path of the app with --http-probe-cmd"},
    {405, 405, "requires another method; use --http-probe-cmd METHOD:PATH"},
    {500, 599, "see the app's own output with -v"},
};

std::string hint_for(const HttpAnswer& answer, OtherProtocol other) {
  if (answer.kind != AnswerKind::answered) {
    return other == OtherProtocol::passes
               ? "use --host-exec or --exec for it"
               : "use --host-exec or --exec for it, and give the port that speaks HTTP: "
                 "--http-probe-cmd :PORT/PATH";
  }
  if (!answer.redirect.empty()) {
    return "redirects to " + printable(answer.redirect) +
           ", which is not followed; use --http-probe-cmd for it";
  }
  for (const StatusHint& row : kStatusHints) {
    if (answer.status >= row.first && answer.status <= row.last) return row.hint;
  }
  return "";
}

Answer comparable(const HttpAnswer& answer) {
  if (answer.kind != AnswerKind::answered && answer.kind != AnswerKind::broken) return {};
  return {.status = answer.status,
          .headers = answer.headers,
          .exit = std::nullopt,
          .content = answer.content};
}

bool passes(const HttpAnswer& answer, OtherProtocol other) {
  switch (answer.kind) {
    case AnswerKind::answered:
      return answer.status < 500;
    case AnswerKind::broken:
      return false;
    default:
      return other == OtherProtocol::passes;
  }
}

// Runs body; an Error becomes a failed result.
template <typename Body>
ExerciseResult as_result(const std::string& name, Body&& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    return {name, false, error.what(), error.hint()};
  }
}

class HttpExercise final : public Exercise {
 public:
  HttpExercise(HttpCommand command, OtherProtocol other, HttpLimits limits,
               std::shared_ptr<SharedTimeout> timeout)
      : command_(std::move(command)),
        port_(command_.port.value()),
        other_(other),
        limits_(limits),
        timeout_(shared(std::move(timeout))) {}

  std::string name() const override {
    return command_.method + " :" + std::to_string(port_) + printable(command_.path);
  }

  ExerciseResult run(Endpoint& endpoint) override {
    return as_result(name(), [&] { return wait_and_ask(endpoint); });
  }

 private:
  bool listens(const Ports& ports) const { return ports.contains(port_); }

  ExerciseResult wait_and_ask(Endpoint& endpoint) const {
    const std::string port = "port " + std::to_string(port_);
    switch (wait_until_listening(
        endpoint, [&](const Ports& now) { return listens(now); },
        timeout_->limit_for({port_}, limits_.port))) {
      case Listening::yes:
        return ask(endpoint);
      case Listening::app_ended:
        return {
            name(), false, "the app exited before " + port + " listened",
            "see the app's own output with -v; a run that ends by itself is recorded with --run"};
      case Listening::timed_out:
        timeout_->note_timeout({port_});
        break;
    }
    return {
        name(), false, port + " never listened; listening: " + describe(endpoint.listening()),
        "give another port with --http-probe-cmd :PORT/PATH, or see the app's own output with -v"};
  }

  ExerciseResult ask(Endpoint& endpoint) const {
    const Exchange result = exchange_within(endpoint, command_, port_, limits_, *timeout_);
    if (result.answer.kind != AnswerKind::answered && !endpoint.running()) {
      return {name(), false, "the app exited instead of answering",
              "see the app's own output with -v"};
    }
    return {name(), passes(result.answer, other_), describe_answer(result),
            hint_for(result.answer, other_), comparable(result.answer)};
  }

  const HttpCommand command_;
  const Port port_;
  const OtherProtocol other_;
  const HttpLimits limits_;
  const std::shared_ptr<SharedTimeout> timeout_;
};

class HttpAnywhere final : public Exercise {
 public:
  HttpAnywhere(HttpCommand command, HttpLimits limits, std::shared_ptr<SharedTimeout> timeout)
      : command_(std::move(command)), limits_(limits), timeout_(shared(std::move(timeout))) {}

  std::string name() const override { return command_.method + " " + printable(command_.path); }

  ExerciseResult run(Endpoint& endpoint) override {
    return as_result(name(), [&] { return ask_each(endpoint); });
  }

 private:
  // An admin port may listen long before the main one, so new ports are tried until one answers.
  ExerciseResult ask_each(Endpoint& endpoint) const {
    Ports asked;
    std::string other_ports;
    const auto deadline = Clock::now() + timeout_->limit_for({}, limits_.port);
    const auto has_new = [&](const Ports& now) {
      return !std::includes(asked.begin(), asked.end(), now.begin(), now.end());
    };
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      const Listening state = wait_until_listening(endpoint, has_new, left);
      if (state == Listening::timed_out) timeout_->note_timeout({});
      if (state != Listening::yes) return unanswered(state, other_ports);
      std::optional<ExerciseResult> answered;
      for (const Port port : endpoint.listening()) {
        if (!asked.insert(port).second) continue;
        const Exchange result = exchange_within(endpoint, command_, port, limits_, *timeout_);
        const std::string detail = describe_answer(result) + ", port " + std::to_string(port);
        if (result.answer.kind != AnswerKind::answered) {
          text::append_item(other_ports, detail, "; ");
        } else if (!answered || answered->passed) {
          answered = {name(), result.answer.status < 500, detail,
                      hint_for(result.answer, OtherProtocol::fails), comparable(result.answer)};
        }
      }
      if (answered) return *answered;
    }
  }

  ExerciseResult unanswered(Listening state, const std::string& other_ports) const {
    const std::string hint =
        "see the app's own output with -v; use --exec or --host-exec if it does not speak HTTP";
    if (!other_ports.empty()) return {name(), false, "no port answers HTTP; " + other_ports, hint};
    return {name(), false,
            state == Listening::app_ended ? "the app exited before any port listened"
                                          : "no port ever listened",
            hint};
  }

  const HttpCommand command_;
  const HttpLimits limits_;
  const std::shared_ptr<SharedTimeout> timeout_;
};

}  // namespace

std::unique_ptr<Exercise> make_http(HttpCommand command, OtherProtocol other, HttpLimits limits,
                                    std::shared_ptr<SharedTimeout> timeout) {
  return std::make_unique<HttpExercise>(std::move(command), other, limits, std::move(timeout));
}

std::unique_ptr<Exercise> make_http_anywhere(HttpCommand command, HttpLimits limits,
                                             std::shared_ptr<SharedTimeout> timeout) {
  return std::make_unique<HttpAnywhere>(std::move(command), limits, std::move(timeout));
}

}  // namespace whittle::exercise
