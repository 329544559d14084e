#include "exercise/http_exercise.h"

#include <doctest/doctest.h>

#include "base/interruption.h"
#include "base/sha256.h"
#include "exercise/fake_endpoint.h"
#include "exercise/http_request.h"
#include "exercise/tiny_server.h"
#include "whittle/error.h"

using namespace whittle;
using namespace whittle::exercise;
using namespace std::chrono_literals;

namespace {

constexpr HttpLimits kShort{.port = 50ms, .answer = 200ms, .start = 100ms, .gateway = 500ms};

ExerciseResult ask(TinyServer& server, OtherProtocol other, const HttpCommand& command = {}) {
  FakeEndpoint endpoint;
  endpoint.ports = {server.port()};
  return make_http({command.method, server.port(), command.path}, other, kShort)->run(endpoint);
}

}  // namespace

TEST_CASE("an answer below 500 passes, with its status and size") {
  struct Case {
    std::string answer;
    bool passed;
    std::string detail;
    bool hint;
  };
  const Case cases[] = {
      {http_answer("200 OK", "hello"), true, "200, 5 bytes", false},
      {http_answer("204 No Content", ""), true, "204, 0 bytes", false},
      {http_answer("302 Found", "", "Location: /login\r\n"), true, "302, 0 bytes", true},
      {http_answer("404 Not Found", "none"), true, "404, 4 bytes", true},
      {http_answer("500 Oops", "x"), false, "500, 1 bytes", true},
      {"HTTP/1.0 200 OK\r\n\r\nuntil the end", true, "200, 13 bytes", false},
      {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", false,
       "connection broke; status 200 and 4 bytes received before", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.answer);
    TinyServer server({c.answer});
    const ExerciseResult result = ask(server, OtherProtocol::fails);
    CHECK(result.passed == c.passed);
    CHECK(result.detail == c.detail);
    CHECK(result.hint.empty() != c.hint);
    CHECK(server.requests().size() == 1);
  }
}

TEST_CASE("what comes back can be compared: status, headers that matter, body") {
  const std::string body = "hello";
  TinyServer server({http_answer("404 Gone", body,
                                 "Content-TYPE: text/plain\r\nDate: now\r\nAllow: GET\r\n"
                                 "Set-Cookie: id=1\r\nSet-Cookie: lang=en\r\n")});
  const Answer answer = ask(server, OtherProtocol::fails).answer;
  CHECK(answer.status == 404);
  CHECK(answer.headers == std::map<std::string, std::string>{{"allow", "GET"},
                                                             {"content-type", "text/plain"},
                                                             {"set-cookie", "id, lang"}});
  CHECK(answer.content.head == body);
  CHECK(answer.content.size == 5);
  CHECK(answer.content.digest == base::sha256(body));
  CHECK(answer.content.whole);
}

TEST_CASE("of a long body the beginning is kept, and the digest of all of it") {
  const std::string body(Content::kKept + 100, 'x');
  TinyServer server({http_answer("200 OK", body)});
  const Content content = ask(server, OtherProtocol::fails).answer.content;
  CHECK(content.head.size() == Content::kKept);
  CHECK(content.size == static_cast<std::int64_t>(body.size()));
  CHECK(content.digest == base::sha256(body));
}

TEST_CASE("a redirect is not followed, but its target is shown") {
  TinyServer server({http_answer("301 Moved", "", "Location: /login\r\n")});
  CHECK(ask(server, OtherProtocol::fails).hint.find("/login") != std::string::npos);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("the request is what a client on the same host would send") {
  TinyServer server({http_answer("200 OK", "")});
  ask(server, OtherProtocol::fails, {"POST", {}, "/a/../b?x=1"});
  const std::string request = server.requests().at(0);
  CHECK(request.starts_with("POST /a/../b?x=1 HTTP/1.1\r\n"));
  CHECK(request.find("Host: localhost:" + std::to_string(server.port())) != std::string::npos);
  CHECK(request.find("User-Agent: whittle/" WHITTLE_VERSION) != std::string::npos);
  CHECK(request.find("Content-Length: 0") != std::string::npos);
}

TEST_CASE("HEAD waits for no body") {
  TinyServer server({"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"});
  CHECK(ask(server, OtherProtocol::fails, {"HEAD", {}, "/"}).detail == "200, 0 bytes");
}

TEST_CASE("another protocol passes only if HTTP was not asked for") {
  struct Case {
    std::string answer;
    std::string detail;
  };
  const Case cases[] = {
      {"-ERR unknown command\r\n",
       "listens, but does not speak HTTP: sends \"-ERR unknown command??\""},
      {"", "listens, but does not speak HTTP: closes the connection"},
      {kSilence, "listens, but does not speak HTTP: no answer in time"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.answer);
    TinyServer server({c.answer});
    for (const OtherProtocol other : {OtherProtocol::passes, OtherProtocol::fails}) {
      const ExerciseResult result = ask(server, other);
      CHECK(result.passed == (other == OtherProtocol::passes));
      CHECK(result.detail == c.detail);
      CHECK(result.hint.find("--host-exec") != std::string::npos);
    }
  }
}

TEST_CASE("a server that is still starting is tried again") {
  SUBCASE("closes at once") {
    TinyServer server({"", "", http_answer("200 OK", "up")});  // the second is the attempt with TLS
    CHECK(ask(server, OtherProtocol::fails).detail == "200, 2 bytes");
  }
  SUBCASE("its backend is not up") {
    TinyServer server({http_answer("503 Not yet", ""), http_answer("502 Not yet", ""),
                       http_answer("200 OK", "up")});
    CHECK(ask(server, OtherProtocol::fails).detail == "200, 2 bytes");
  }
  SUBCASE("its backend never comes") {
    TinyServer server({http_answer("503 Never", "")});
    const ExerciseResult result = ask(server, OtherProtocol::passes);
    CHECK_FALSE(result.passed);
    CHECK(result.detail == "503, 0 bytes");
  }
}

TEST_CASE("a server on IPv6 alone is found") {
  TinyServer server({http_answer("200 OK", "six")}, AF_INET6);
  CHECK(ask(server, OtherProtocol::fails).detail == "200, 3 bytes");
}

TEST_CASE("a port that refuses connections is reported differently from a silent one") {
  FakeEndpoint endpoint;
  {
    TinyServer gone({""});
    endpoint.ports = {gone.port()};
  }
  const auto exercise =
      make_http({"GET", *endpoint.ports.begin(), "/"}, OtherProtocol::fails, kShort);
  const ExerciseResult result = exercise->run(endpoint);
  CHECK_FALSE(result.passed);
  CHECK(result.detail == "listens, but refuses connections to 127.0.0.1 and [::1]");
}

TEST_CASE("a port that never listens fails and says which ones do") {
  FakeEndpoint endpoint;
  endpoint.ports = {8080};
  const ExerciseResult result =
      make_http({"GET", 80, "/"}, OtherProtocol::passes, kShort)->run(endpoint);
  CHECK(result.name == "GET :80/");
  CHECK_FALSE(result.passed);
  CHECK(result.detail == "port 80 never listened; listening: 8080");
}

TEST_CASE("after a timeout the next exercise waits for the same ports only briefly") {
  FakeEndpoint endpoint;
  const auto timeout = std::make_shared<SharedTimeout>(50ms);
  const auto run = [&](Port port, HttpLimits limits) {
    return make_http({"GET", port, "/"}, OtherProtocol::fails, limits, timeout)->run(endpoint);
  };
  SUBCASE("a port that does not listen; other ports are not affected") {
    CHECK_FALSE(run(80, {.port = 50ms}).passed);
    CHECK(timeout->limit_for({80}, 20s) == 50ms);
    CHECK(timeout->limit_for({81}, 20s) == 20s);
    endpoint.ends_after = 100;  // within 20 s, but not within 50 ms
    CHECK(run(80, {.port = 20s}).detail == "port 80 never listened; listening: none");
  }
  SUBCASE("an app that does not answer") {
    TinyServer server({kSilence});
    endpoint.ports = {server.port()};
    CHECK_FALSE(run(server.port(), {.answer = 50ms}).passed);
    CHECK(timeout->limit_for({server.port()}, 20s) == 50ms);
  }
}

TEST_CASE("an app that ends first fails the exercise") {
  FakeEndpoint endpoint;
  endpoint.ends_after = 1;
  const ExerciseResult result =
      make_http({"GET", 80, "/"}, OtherProtocol::passes, kShort)->run(endpoint);
  CHECK_FALSE(result.passed);
  CHECK(result.detail == "the app exited before port 80 listened");
}

TEST_CASE("an app that ends instead of answering fails even where other protocols pass") {
  TinyServer server({""});
  FakeEndpoint endpoint;
  endpoint.ports = {server.port()};
  endpoint.ends_after = 0;
  const ExerciseResult result =
      make_http({"GET", server.port(), "/"}, OtherProtocol::passes, kShort)->run(endpoint);
  CHECK_FALSE(result.passed);
  CHECK(result.detail == "the app exited instead of answering");
}

TEST_CASE("a body beyond the limit is not fetched") {
  TinyServer server({http_answer("200 OK", std::string(100000, 'x'))});
  const HttpAnswer answer = send_request({.port = server.port(), .body_limit = 1000});
  CHECK(answer.kind == HttpAnswer::Kind::answered);
  CHECK(answer.status == 200);
  CHECK(answer.body == HttpAnswer::Body::over_limit);
}

TEST_CASE("a body that never ends is an answer") {
  TinyServer server(
      {"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata\n" + kSilence});
  const HttpAnswer answer = send_request({.port = server.port(), .limit = 200ms});
  CHECK(answer.kind == HttpAnswer::Kind::answered);
  CHECK(answer.status == 200);
  CHECK(answer.bytes == 5);
  CHECK(answer.body == HttpAnswer::Body::unfinished);
}

TEST_CASE("the deadline of the run ends a request") {
  TinyServer server({kSilence});
  base::interruption::set_deadline(std::chrono::steady_clock::now() + 50ms);
  CHECK_THROWS_AS(send_request({.port = server.port(), .limit = 20s}), Interrupted);
  base::interruption::set_deadline({});
}

TEST_CASE("if the image exposes no port, the listening ports are tried until one answers") {
  TinyServer other({"+HELLO\r\n"});
  TinyServer web({http_answer("200 OK", "web")});
  FakeEndpoint endpoint;

  SUBCASE("one answers") {
    endpoint.ports = {other.port(), web.port()};
    endpoint.listens_after = 2;
    const ExerciseResult result = make_http_anywhere({}, kShort)->run(endpoint);
    CHECK(result.name == "GET /");
    CHECK(result.passed);
    CHECK(result.detail == "200, 3 bytes, port " + std::to_string(web.port()));
  }
  SUBCASE("none answers") {
    endpoint.ports = {other.port()};
    const ExerciseResult result = make_http_anywhere({}, kShort)->run(endpoint);
    CHECK_FALSE(result.passed);
    CHECK(result.detail.starts_with("no port answers HTTP; listens, but does not speak HTTP"));
  }
  SUBCASE("none listens") {
    const ExerciseResult result = make_http_anywhere({}, kShort)->run(endpoint);
    CHECK_FALSE(result.passed);
    CHECK(result.detail == "no port ever listened");
  }
}
