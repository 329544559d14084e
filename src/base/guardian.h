// Kills a process when we are gone, and nobody else could: of a container, all of it goes with its
// first process.
//
// A child process that holds nothing but a pidfd and one end of a socket pair. It lives as long as
// its object; what becomes of the process it guards is then the object's word.
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
