#include "container/in_root.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/open_inside.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

// Symlinks are followed inside the root. The Fd is empty if the path does not exist.
base::Fd open_in_image(int root, const std::string& path, int flags) {
  return base::try_open_inside(root, path, flags, base::Symlinks::inside);
}

}  // namespace

std::optional<std::string> read_in_root(const std::filesystem::path& root, const std::string& path,
                                        std::size_t limit) {
  const base::Fd directory = base::open_file(root, O_PATH | O_DIRECTORY);
  // O_NONBLOCK: so that a FIFO in the image does not block.
  const base::Fd fd = open_in_image(directory.get(), path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
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
    base::Fd next = open_in_image(top.get(), so_far.string(), O_PATH | O_DIRECTORY);
    if (!next && errno == ENOENT && ::mkdirat(parent.get(), name.c_str(), 0755) == 0) {
      ::fchmodat(parent.get(), name.c_str(), 0755, 0);  // whatever the umask
      next = open_in_image(top.get(), so_far.string(), O_PATH | O_DIRECTORY);
    }
    if (!next) throw SystemError("cannot make the directory " + path + " in the image", errno);
    parent = std::move(next);
  }
}

}  // namespace whittle::container
