#include "rehearse/driver_output.h"

#include <algorithm>
#include <charconv>
#include <random>

#include "text/one_line.h"

namespace whittle::rehearse {
namespace {

constexpr std::size_t kMaxDetail = 200;
constexpr std::size_t kMaxOpened = 4096;  // of a unit

// "b 12 WORDS", after the token and a space.
void read_line(std::string_view line, DriverOutput& into) {
  if (line.size() < 3 || line[1] != ' ') return;
  const char kind = line[0];
  line.remove_prefix(2);
  std::size_t unit = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), unit);
  if (error != std::errc() || unit >= into.results.size()) return;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (line.starts_with(' ')) line.remove_prefix(1);
  UnitResult& result = into.results[unit];
  if (kind == 'b') {
    into.last = std::max(into.last.value_or(0), unit);
  } else if (kind == 'l') {
    result.outcome = Outcome::loaded;
  } else if (kind == 'f') {
    result.outcome = Outcome::failed;
    result.detail = text::one_line(line.substr(0, kMaxDetail));
  } else if (kind == 'o' && line.starts_with('/') && result.opened.size() < kMaxOpened) {
    result.opened.emplace(line);
  }
}

}  // namespace

std::string new_token() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device random;
  std::string token;
  while (token.size() < 32) token += kDigits[random() % kDigits.size()];
  return token;
}

DriverOutput read_driver_output(std::string_view output, std::string_view token,
                                std::size_t units) {
  DriverOutput read;
  read.results.resize(units);
  // A unit may print without an end of line, so that a token may stand anywhere.
  for (std::size_t at = output.find(token); at != output.npos; at = output.find(token, at)) {
    at += token.size();
    const std::size_t end = output.find('\n', at);
    if (end == output.npos) break;  // cut off
    if (output[at] == ' ') read_line(output.substr(at + 1, end - at - 1), read);
  }
  return read;
}

}  // namespace whittle::rehearse
