#include "exercise/http_command.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;
using namespace whittle::exercise;

TEST_CASE("an http command is [METHOD:][PORT]PATH") {
  CHECK(parse_http_command("/") == HttpCommand{"GET", std::nullopt, "/"});
  CHECK(parse_http_command("/a:b/?x=1:2&y=/") ==
        HttpCommand{"GET", std::nullopt, "/a:b/?x=1:2&y=/"});
  CHECK(parse_http_command("post:/items") == HttpCommand{"POST", std::nullopt, "/items"});
  CHECK(parse_http_command(":8080/health") == HttpCommand{"GET", 8080, "/health"});
  CHECK(parse_http_command("HEAD:8080/") == HttpCommand{"HEAD", 8080, "/"});
}

TEST_CASE("anything else is a usage error") {
  for (const char* text :
       {"", "health", "GET", "GET:", "GET/", ":/", "G-T:/", "GET::80/", ":0/", ":65536/", "GET:x/",
        "http://localhost/", "/a b", "/a\r\nHost: x", "/\x7f"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_http_command(text), UsageError);
  }
}
