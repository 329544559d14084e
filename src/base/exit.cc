#include "whittle/exit.h"

#include <sys/wait.h>

#include <cstring>

namespace whittle {

Exit Exit::from_wait_status(int status) {
  if (WIFSIGNALED(status)) return {.code = 0, .signal = WTERMSIG(status)};
  return {.code = WEXITSTATUS(status), .signal = 0};
}

std::string Exit::describe() const {
  if (signal == 0) return "exited with status " + std::to_string(code);
  const char* name = sigabbrev_np(signal);
  return "was killed by " + (name ? "SIG" + std::string(name) : "signal " + std::to_string(signal));
}

}  // namespace whittle
