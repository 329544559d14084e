// The argument of --http-probe-cmd: [METHOD:][PORT]PATH
//
//   /                 GET / on each exposed port
//   POST:/items?x=1   another method; a query is part of the path
//   :8080/health      this port alone, exposed or not
//   head:8080/        both
#pragma once

#include <optional>
#include <string>

#include "exercise/ports.h"

namespace whittle::exercise {

struct HttpCommand {
  std::string method = "GET";  // upper case
  std::optional<Port> port;
  std::string path = "/";  // with its query
  bool operator==(const HttpCommand&) const = default;
};

HttpCommand parse_http_command(const std::string& text);  // throws UsageError

}  // namespace whittle::exercise
