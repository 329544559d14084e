#include "base/environment.h"

#include <cstdlib>

namespace whittle::base {

std::optional<std::string> environment_variable(const std::string& name) {
  // getenv(3) is unsafe beside a thread that changes the environment. No thread of ours does.
  const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe)
  return value ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace whittle::base
