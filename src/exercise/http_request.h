// One HTTP request to the loopback address of the network namespace that the calling thread is in,
// by libcurl.
//
// Redirects are not followed, no proxy is used. Of the body the size, the digest and the beginning
// are kept, of the headers those of which a client takes notice (kHeadersThatMatter). Certificates
// are not checked: the other side is the container that we have just started, there is nobody to be
// fooled. Blocks; throws Interrupted, and Error when libcurl itself cannot work.
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

// In lower case. Of set-cookie the names alone: its values are secrets made anew each time.
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
    answered,  // a status; the body came whole, up to body_limit or up to the time limit
    broken,    // a status, then the connection broke within the body
    refused,   // no connection, on 127.0.0.1 and on [::1]
    closed,    // connected, closed or reset without a byte; https: the handshake failed
    not_http,  // connected, and what came is no HTTP
    silent,    // connected (https: after a handshake), and nothing came before the time limit
  };
  Kind kind = Kind::refused;
  int status = 0;
  std::int64_t bytes = 0;                      // of the body
  std::map<std::string, std::string> headers;  // that matter; several of a name with ", " between
  Content content;                             // the body as far as it was fetched
  enum class Body { whole, over_limit, unfinished } body = Body::whole;
  std::string redirect;  // where a 3xx points to, absolute
  std::string garbage;   // not_http: the first bytes
};

HttpAnswer send_request(const HttpRequest& request);

}  // namespace whittle::exercise
