#include "base/open_inside.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "whittle/error.h"

namespace whittle::base {

Fd try_open_inside(int directory, const std::string& path, int flags, Symlinks symlinks) {
  open_how how{};
  how.flags = static_cast<unsigned>(flags) | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  if (symlinks == Symlinks::refused) how.resolve |= RESOLVE_NO_SYMLINKS;
  long fd = -1;
  do {
    fd = ::syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how);
    // EAGAIN: a component was renamed while the kernel resolved a "..".
  } while (fd < 0 && (errno == EINTR || errno == EAGAIN));
  return Fd(static_cast<int>(fd));
}

Fd open_inside(int directory, const std::string& path, int flags, Symlinks symlinks) {
  Fd fd = try_open_inside(directory, path, flags, symlinks);
  if (!fd) throw SystemError("cannot open " + path, errno);
  return fd;
}

}  // namespace whittle::base
