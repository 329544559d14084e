// Kills a process if this process dies. If it is the first process of a container, the kernel kills
// the rest of the container with it.
//
// The guardian is a child process that holds only a pidfd and one end of a socket pair. It ends
// with its object: release() leaves the guarded process running, the destructor kills it.
#pragma once

#include <sys/types.h>

#include "base/fd.h"

namespace whittle::base {

class Guardian {
 public:
  explicit Guardian(pid_t guarded);  // a thread group's leader; throws SystemError
  Guardian(const Guardian&) = delete;
  Guardian& operator=(const Guardian&) = delete;
  ~Guardian();  // the process is killed, unless it was released

  void release();

 private:
  pid_t child_ = -1;
  Fd line_;
};

}  // namespace whittle::base
