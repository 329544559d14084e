#include "run/in_root.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "whittle/error.h"

namespace whittle::run {

base::Fd open_in_root(int root, const std::string& path, int flags) {
  open_how how{};
  how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  long fd = -1;
  do {
    fd = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
  } while (fd < 0 && (errno == EINTR || errno == EAGAIN));  // EAGAIN: a rename got in between
  return base::Fd(static_cast<int>(fd));
}

std::optional<std::string> read_in_root(const std::filesystem::path& root, const std::string& path,
                                        std::size_t limit) {
  const base::Fd directory = base::open_file(root, O_PATH | O_DIRECTORY);
  // O_NONBLOCK: a fifo of the image's must not hold us up.
  const base::Fd fd = open_in_root(directory.get(), path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return base::read_all(fd.get(), limit, path + " of the image");
}

void make_directories_in_root(const std::filesystem::path& root, const std::string& path) {
  base::Fd parent = base::open_file(root, O_PATH | O_DIRECTORY);
  const base::Fd top = base::open_file(root, O_PATH | O_DIRECTORY);
  std::filesystem::path so_far = "/";
  for (const std::filesystem::path& name : std::filesystem::path(path).relative_path()) {
    if (name.empty() || name == ".") continue;
    so_far /= name;
    base::Fd next = open_in_root(top.get(), so_far.string(), O_PATH | O_DIRECTORY);
    if (!next && errno == ENOENT && ::mkdirat(parent.get(), name.c_str(), 0755) == 0) {
      ::fchmodat(parent.get(), name.c_str(), 0755, 0);  // whatever the umask
      next = open_in_root(top.get(), so_far.string(), O_PATH | O_DIRECTORY);
    }
    if (!next) throw SystemError("cannot make the directory " + path + " in the image", errno);
    parent = std::move(next);
  }
}

}  // namespace whittle::run
