#include "base/temp_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "base/fd.h"
#include "whittle/error.h"

namespace whittle::base {
namespace {

// One call for each level of directories.
// NOLINTNEXTLINE(misc-no-recursion)
void remove_at(int parent, const std::string& name, dev_t device) {
  if (::unlinkat(parent, name.c_str(), 0) == 0 || errno == ENOENT) return;
  if (errno != EISDIR && errno != EPERM) throw SystemError("cannot remove " + name, errno);
  Fd fd = open_at(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  struct stat status {};
  if (::fstat(fd.get(), &status) == 0 && status.st_dev == device) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(fd.release()), ::closedir);
    if (!stream) throw SystemError("cannot list " + name, errno);
    // readdir(3) is safe here: no other thread has this stream.
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string child = entry->d_name;
      if (child != "." && child != "..") remove_at(::dirfd(stream.get()), child, device);
    }
  }
  if (::unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) {
    throw SystemError("cannot remove the directory " + name, errno);
  }
}

}  // namespace

TempDir::TempDir(const std::filesystem::path& parent, const std::string& prefix) {
  std::filesystem::create_directories(parent);
  std::string pattern = (parent / (prefix + ".XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw SystemError("cannot make a directory in " + parent.string(), errno);
  }
  path_ = pattern;
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::move(other.path_)) {
  other.path_.clear();
}

TempDir::~TempDir() {
  if (path_.empty()) return;
  try {
    remove_tree(path_);
  } catch (const std::exception&) {
    // The next run removes what is left: the lock shows that the directory's run is dead.
  }
}

void remove_tree(const std::filesystem::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return;
    throw SystemError("cannot remove " + path.string(), errno);
  }
  remove_at(AT_FDCWD, path.string(), status.st_dev);
}

}  // namespace whittle::base
