#include "runtime_wrapper/runtime_log.h"

#include <fcntl.h>

#include <ctime>
#include <exception>
#include <nlohmann/json.hpp>

#include "base/fd.h"

namespace whittle::runtime_wrapper {
namespace {

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void log(const CommandLine& line, Level level, const std::string& message) noexcept {
  if (line.log.empty()) return;
  try {
    const std::string name = level == Level::error ? "error" : "warning";
    const std::string entry =
        line.log_format == "json"
            ? R"({"level":")" + name + R"(","msg":)" + quoted(message) + R"(,"time":")" + now() +
                  "\"}\n"
            : "time=\"" + now() + "\" level=" + name + " msg=" + quoted(message) + "\n";
    const base::Fd file = base::open_file(line.log, O_WRONLY | O_APPEND | O_CREAT);
    base::write_all(file.get(), entry, line.log);
  } catch (const std::exception&) {
    // The engine still sees the exit status.
  }
}

}  // namespace whittle::runtime_wrapper
