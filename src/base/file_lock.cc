#include "base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "whittle/error.h"

namespace whittle::base {
namespace {

int operation(FileLock::Mode mode) {
  return mode == FileLock::Mode::shared ? LOCK_SH : LOCK_EX;
}

bool lock(int fd, int operation) {
  while (::flock(fd, operation) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw SystemError("cannot lock a file", errno);
  }
  return true;
}

}  // namespace

FileLock FileLock::wait(const std::filesystem::path& file, Mode mode) {
  Fd fd = open_file(file, O_RDWR | O_CREAT, 0600);
  lock(fd.get(), operation(mode));
  return FileLock(std::move(fd));
}

std::optional<FileLock> FileLock::attempt(const std::filesystem::path& file, Mode mode) {
  Fd fd = open_file(file, O_RDWR | O_CREAT, 0600);
  if (!lock(fd.get(), operation(mode) | LOCK_NB)) return std::nullopt;
  return FileLock(std::move(fd));
}

void FileLock::convert(Mode mode) {
  lock(fd_.get(), operation(mode));
}

}  // namespace whittle::base
