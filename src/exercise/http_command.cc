#include "exercise/http_command.h"

#include <algorithm>
#include <string_view>

#include "whittle/error.h"

namespace whittle::exercise {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// RFC 9112, 3: a blank or a control character would end the request line early.
bool fits_request_line(char c) {
  return c > ' ' && c != 127;
}

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  throw UsageError(
      "--http-probe-cmd " + text + ": " + why,
      "write [METHOD:]PATH, as in /health or POST:/items, or [METHOD]:PORT/PATH for one port");
}

}  // namespace

HttpCommand parse_http_command(const std::string& text) {
  HttpCommand command;
  const std::size_t slash = text.find('/');
  if (slash == text.npos) refuse(text, "the path must begin with /");
  if (text.find("://") < slash) refuse(text, "a URL instead of a path");
  command.path = text.substr(slash);
  if (!std::all_of(command.path.begin(), command.path.end(), fits_request_line)) {
    refuse(text, "a blank or control character in the path; percent-encode it, as in %20");
  }

  const std::string_view before = std::string_view(text).substr(0, slash);
  if (before.empty()) return command;
  const std::size_t colon = before.find(':');
  if (colon == before.npos) refuse(text, "the path must begin with /, a method must end with :");
  if (const std::string_view method = before.substr(0, colon); !method.empty()) {
    if (!std::all_of(method.begin(), method.end(), is_letter)) {
      refuse(text, "a method consists of letters");
    }
    command.method = method;
    for (char& c : command.method) c = static_cast<char>(c & ~0x20);
  }
  if (const std::string_view port = before.substr(colon + 1); !port.empty()) {
    command.port = parse_port(port);
    if (*command.port == 0) refuse(text, "'" + std::string(port) + "' is not a port");
  } else if (colon == 0) {
    refuse(text, "neither a method nor a port before the path");
  }
  return command;
}

}  // namespace whittle::exercise
