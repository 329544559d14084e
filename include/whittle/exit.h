// How a process ended: a value, never an error.
#pragma once

#include <string>

namespace whittle {

struct Exit {
  int code = 0;    // exit status, when signal is 0
  int signal = 0;  // the signal that killed it, else 0

  static Exit from_wait_status(int status);
  bool success() const { return code == 0 && signal == 0; }
  std::string describe() const;  // "exited with status 3", "was killed by SIGSEGV"
  bool operator==(const Exit&) const = default;
};

}  // namespace whittle
