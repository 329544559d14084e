#include "container/overlay.h"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <string>
#include <thread>

#include "base/user_namespace.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHint =
    "the cache must be on a file system that overlayfs supports, such as ext4 or xfs: see --cache";

// Uses short symlinks in `links`: mount(2) takes one page of options, too little for the paths of
// 127 layers.
std::string options_for(const OverlayMount& mount, const fs::path& links) {
  int count = 0;
  const auto short_name = [&](const fs::path& path) {
    const std::string name = std::to_string(count++);
    fs::create_directory_symlink(path, links / name);
    return name;
  };
  std::string options = "lowerdir=";
  for (const fs::path& lower : mount.lower) {
    if (count > 0) options += ':';
    options += short_name(lower);
  }
  // In a user namespace, whiteouts and opaque directories use the attributes user.overlay.*
  if (base::in_user_namespace()) options += ",userxattr";
  if (mount.writable) {
    options += ",upperdir=" + short_name(mount.writable->upper);
    options += ",workdir=" + short_name(mount.writable->work);
    // volatile: the upper directory is discarded, so no sync at the unmount. The others as in
    // Docker.
    options += ",index=off,metacopy=off,redirect_dir=nofollow,volatile";
  }
  return options;
}

// Runs in a thread, which gets a working directory of its own.
void mount_from(const fs::path& directory, const fs::path& target, const std::string& options) {
  if (::unshare(CLONE_FS) != 0 || ::chdir(directory.c_str()) != 0) {
    throw SystemError("cannot enter " + directory.string(), errno);
  }
  if (::mount("overlay", target.c_str(), "overlay", 0, options.c_str()) != 0) {
    throw SystemError("cannot mount the image's layers on " + target.string(), errno, kHint);
  }
}

}  // namespace

void mount_overlay(const OverlayMount& mount, const fs::path& links) {
  fs::create_directory(links);
  const std::string options = options_for(mount, links);
  std::exception_ptr failure;
  std::thread([&] {
    try {
      mount_from(links, mount.target, options);
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace whittle::container
