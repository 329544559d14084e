#include <exception>
#include <iostream>

#include "base/interruption.h"
#include "cli/command_table.h"
#include "whittle/error.h"

namespace {

int report(const whittle::Error& error, int code) {
  std::cerr << error.details() << "whittle: " << error.what() << "\n";
  if (!error.hint().empty()) std::cerr << "hint: " << error.hint() << "\n";
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    whittle::base::interruption::install();
    return whittle::cli::run_command_line({argv + 1, argv + argc});
  } catch (const whittle::UsageError& error) {
    return report(error, whittle::cli::kWrongUsage);
  } catch (const whittle::cli::GateNotMet& error) {
    return report(error, whittle::cli::kFindings);
  } catch (const whittle::Error& error) {
    return report(error, whittle::cli::kFailed);
  } catch (const std::exception& error) {
    return report(whittle::Error(error.what(), "this should not happen: please report it"),
                  whittle::cli::kFailed);
  }
}
