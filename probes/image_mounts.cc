#include "probes/image_mounts.h"

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <climits>
#include <string_view>

#include "base/fd.h"
#include "base/open_inside.h"
#include "probes/mountinfo.h"

namespace whittle::probes {
namespace {

constexpr std::string_view kDeleted = " (deleted)";

std::string path_of(int fd) {
  char text[PATH_MAX + 32];
  const ssize_t length =
      ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), text, sizeof text);
  return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

bool below(std::string_view path, std::string_view directory) {
  if (directory == "/") return path.starts_with('/');
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

std::string path_below(const std::string& root, std::string_view rest) {
  if (root == "/") return rest.empty() ? "/" : std::string(rest);
  return root + std::string(rest);
}

}  // namespace

bool identify(int fd, Place& place) {
  struct ::statx status {};
  if (::statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC,
              STATX_TYPE | STATX_MODE | STATX_INO | STATX_NLINK | STATX_MNT_ID, &status) != 0) {
    return false;
  }
  place.mount = status.stx_mnt_id;
  place.device = ::makedev(status.stx_dev_major, status.stx_dev_minor);
  place.inode = status.stx_ino;
  place.mode = status.stx_mode;
  place.links = status.stx_nlink;
  return true;
}

ImageMounts::ImageMounts(const RecordingScope& scope)
    : rootfs_(scope.rootfs), device_(scope.device) {}

void ImageMounts::set_init(pid_t init) {
  init_ = init;
  const std::string path = "/proc/" + std::to_string(init) + "/root";
  const base::Fd root(::open(path.c_str(), O_PATH | O_CLOEXEC));
  Place place;
  if (root && identify(root.get(), place) && place.device == device_) root_mount_ = place.mount;
}

Place ImageMounts::locate(int fd, pid_t process) {
  Place place;
  if (identify(fd, place)) locate(fd, process, place);
  return place;
}

void ImageMounts::locate(int fd, pid_t process, Place& place) {
  place.side = Place::Side::elsewhere;
  place.path.clear();
  if (place.device != device_) return;
  std::string path = path_of(fd);
  if (!path.starts_with('/')) return;  // a memfd or the like that shares the device number
  auto mount = this->mount(place.mount, process, path);
  if (!mount) {
    // The mount is detached, or every process that had it in its mount table is gone: only the path
    // is left to decide by.
    mount = Mount{.root = "/", .mount_point = below(path, rootfs_) ? rootfs_ : "/"};
    const bool removed = place.links == 0 || path.ends_with(kDeleted);
    if (mount->mount_point == "/" && !removed && !exists(path, place)) return;
  }
  place.side = mount->mount_point == rootfs_ ? Place::Side::host : Place::Side::container;
  std::string_view rest = path;
  rest.remove_prefix(mount->mount_point == "/" ? 0 : mount->mount_point.size());
  place.path = path_below(mount->root, rest == "/" ? "" : rest);
  if (place.path.ends_with(kDeleted) && !exists(place.path, place)) {
    place.path.resize(place.path.size() - kDeleted.size());
  }
}

std::optional<ImageMounts::Mount> ImageMounts::mount(std::uint64_t id, pid_t process,
                                                     const std::string& path) {
  const auto known = mounts_.find(id);
  // A mount that was moved (pivot_root) is looked up again.
  if (known != mounts_.end() && below(path, known->second.mount_point)) return known->second;
  if (id == root_mount_ && !below(path, rootfs_)) return Mount{.root = "/", .mount_point = "/"};
  for (const pid_t candidate : {process, init_.load()}) {
    const auto found = mount_in(candidate, id);
    if (!found || !below(path, found->mount_point)) continue;
    // The kernel reuses the ids of removed mounts, so only the container's root is cached.
    if (found->mount_point == "/" || found->mount_point == rootfs_) mounts_[id] = *found;
    return found;
  }
  return std::nullopt;
}

std::optional<ImageMounts::Mount> ImageMounts::mount_in(pid_t process, std::uint64_t id) {
  for (const MountEntry& entry : mounts_of(process)) {
    if (entry.id == id) return Mount{.root = entry.root, .mount_point = entry.mount_point};
  }
  return std::nullopt;
}

// Whether the image has this object at path: then a trailing " (deleted)" is part of the name.
bool ImageMounts::exists(const std::string& path, const Place& place) const {
  const base::Fd root(::open(rootfs_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return false;
  const base::Fd fd =
      base::try_open_inside(root.get(), path, O_PATH | O_NOFOLLOW, base::Symlinks::refused);
  Place there;
  return fd && identify(fd.get(), there) && there.inode == place.inode;
}

}  // namespace whittle::probes
