// A process that outlives the one that starts it. It inherits one descriptor only: no stream, no
// terminal, and no working directory that would keep a file system mounted.
#pragma once

#include <functional>

namespace whittle::base {

// Runs body in that process, and returns as soon as the process exists. Its standard streams are
// /dev/null. Of all other descriptors it keeps only `keep`, passed to body under its new number.
// SIGINT, SIGTERM and SIGHUP do not end it. Call it while the process has a single thread.
// Exceptions of body are lost. Throws SystemError.
void start_in_background(int keep, const std::function<void(int kept)>& body);

}  // namespace whittle::base
