// Opens an untrusted path: it cannot leave the directory (openat2(2), Linux 5.6).
#pragma once

#include <string>

#include "base/fd.h"

namespace whittle::base {

enum class Symlinks {
  inside,   // followed, with the directory as their root
  refused,  // one anywhere on the path is ELOOP
};

// O_CLOEXEC is added to flags. An absolute path starts at directory, too. On failure the result is
// not open, and errno is set.
Fd try_open_inside(int directory, const std::string& path, int flags, Symlinks symlinks);
// The same, but throws SystemError.
Fd open_inside(int directory, const std::string& path, int flags, Symlinks symlinks);

}  // namespace whittle::base
