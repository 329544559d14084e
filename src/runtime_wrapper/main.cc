#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

#include "base/environment.h"
#include "runtime_wrapper/command_line.h"
#include "runtime_wrapper/commands.h"
#include "runtime_wrapper/runtime_log.h"
#include "whittle/error.h"

namespace {

std::optional<std::string> variable(const char* name) {
  std::optional<std::string> value = whittle::base::environment_variable(name);
  return value && !value->empty() ? std::move(value) : std::nullopt;
}

int report(const whittle::runtime_wrapper::CommandLine& line, const whittle::Error& error) {
  std::string message = std::string("whittle-runtime: ") + error.what();
  if (!error.hint().empty()) message += " (" + error.hint() + ")";
  std::cerr << message << "\n";
  whittle::runtime_wrapper::log(line, whittle::runtime_wrapper::Level::error, message);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  whittle::runtime_wrapper::CommandLine line;
  try {
    line = whittle::runtime_wrapper::parse_command_line({argv + 1, argv + argc}, variable);
    if (!line.usage_error.empty()) throw whittle::UsageError(line.usage_error);
    return whittle::runtime_wrapper::run_command(line);
  } catch (const whittle::Error& error) {
    return report(line, error);
  } catch (const std::exception& error) {
    return report(line, whittle::Error(error.what(), "this should not happen: please report it"));
  }
}
