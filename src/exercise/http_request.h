// One HTTP request to the loopback address of the network namespace that the calling thread is in,
// by libcurl.
//
// Follows no redirects, uses no proxy. Keeps size, digest and beginning of the body, and the
// headers that matter to clients (kHeadersThatMatter). Certificates are not checked: the server is
// the container that was just started. Blocks; throws Interrupted, and Error if libcurl itself
// fails.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "exercise/ports.h"
#include "whittle/exercise.h"

namespace whittle::exercise {

enum class Scheme { http, https };

struct HttpRequest {
  Scheme scheme = Scheme::http;
  std::string method = "GET";
  Port port = 80;
  std::string path = "/";
  std::chrono::milliseconds limit{30000};            // for the whole answer
  std::int64_t body_limit = std::int64_t{16} << 20;  // bytes; the rest is not fetched
};

// In lower case. Of set-cookie only the names: the values differ at each run.
inline constexpr std::string_view kHeadersThatMatter[] = {
    "accept-ranges",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "allow",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-security-policy",
    "content-type",
    "link",
    "location",
    "retry-after",
    "set-cookie",
    "upgrade",
    "vary",
    "www-authenticate",
};

struct HttpAnswer {
  enum class Kind {
    answered,  // a status, and the body up to its end, body_limit or the time limit
    broken,    // a status, then the connection broke during the body
    refused,   // no connection, on 127.0.0.1 and on [::1]
    closed,    // closed or reset without a byte; https: the handshake failed
    not_http,  // the answer is not HTTP
    silent,    // connected (https: after the handshake), but no byte within the time limit
  };
  Kind kind = Kind::refused;
  int status = 0;
  std::int64_t bytes = 0;  // of the body
  std::map<std::string, std::string>
      headers;      // those that matter; several with one name are joined by ", "
  Content content;  // the body, as far as it was fetched
  enum class Body { whole, over_limit, unfinished } body = Body::whole;
  std::string redirect;     // absolute URL of a 3xx
  std::string first_bytes;  // the first bytes, if not_http
};

HttpAnswer send_request(const HttpRequest& request);

}  // namespace whittle::exercise
