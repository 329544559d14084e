// A process that outlives the one that starts it, and has nothing of it but one descriptor: no
// stream, no terminal, no working directory that would keep a file system from being unmounted.
#pragma once

#include <functional>

namespace whittle::base {

// Runs body there, and returns as soon as the process exists. Its standard streams are /dev/null;
// of the other descriptors it has `keep` alone, which body is given (as another number). Signals
// that ask a process to end do not end it. To be called while there is but one thread. What body
// throws is lost. Throws SystemError.
void start_in_background(int keep, const std::function<void(int kept)>& body);

}  // namespace whittle::base
