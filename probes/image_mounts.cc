#include "probes/image_mounts.h"

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <string_view>

#include "base/fd.h"
#include "base/open_inside.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr std::string_view kDeleted = " (deleted)";
constexpr std::size_t kMaxMountinfo = std::size_t{4} << 20;

std::string path_of(int fd) {
  char text[PATH_MAX + 32];
  const ssize_t length =
      ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), text, sizeof text);
  return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

// proc(5): space, tab, newline and backslash stand as \ooo.
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      out += static_cast<char>(std::strtol(std::string(text.substr(i + 1, 3)).c_str(), nullptr, 8));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string_view next_field(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

bool below(std::string_view path, std::string_view directory) {
  if (directory == "/") return path.starts_with('/');
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

std::string join(const std::string& root, std::string_view rest) {
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

Place ImageMounts::locate(int fd, pid_t neighbour) {
  Place place;
  if (identify(fd, place)) locate(fd, neighbour, place);
  return place;
}

void ImageMounts::locate(int fd, pid_t neighbour, Place& place) {
  place.side = Place::Side::elsewhere;
  place.path.clear();
  if (place.device != device_) return;
  std::string path = path_of(fd);
  if (!path.starts_with('/')) return;  // a memfd or the like that shares the device number
  auto mount = this->mount(place.mount, neighbour, path);
  if (!mount) {
    // Detached lazily, or all who knew it are gone: then the path must speak for itself.
    mount = Mount{.root = "/", .mount_point = below(path, rootfs_) ? rootfs_ : "/"};
    const bool removed = place.links == 0 || path.ends_with(kDeleted);
    if (mount->mount_point == "/" && !removed && !exists(path, place)) return;
  }
  place.side = mount->mount_point == rootfs_ ? Place::Side::host : Place::Side::container;
  std::string_view rest = path;
  rest.remove_prefix(mount->mount_point == "/" ? 0 : mount->mount_point.size());
  place.path = join(mount->root, rest == "/" ? "" : rest);
  if (place.path.ends_with(kDeleted) && !exists(place.path, place)) {
    place.path.resize(place.path.size() - kDeleted.size());
  }
}

std::optional<ImageMounts::Mount> ImageMounts::mount(std::uint64_t id, pid_t neighbour,
                                                     const std::string& path) {
  const auto known = mounts_.find(id);
  // A mount that was moved (pivot_root) is looked up again.
  if (known != mounts_.end() && below(path, known->second.mount_point)) return known->second;
  if (id == root_mount_ && !below(path, rootfs_)) return Mount{.root = "/", .mount_point = "/"};
  for (const pid_t process : {neighbour, init_.load()}) {
    const auto found = mount_in(process, id);
    if (!found || !below(path, found->mount_point)) continue;
    // The kernel gives the ids of removed mounts to new ones; only the container's root stays.
    if (found->mount_point == "/" || found->mount_point == rootfs_) mounts_[id] = *found;
    return found;
  }
  return std::nullopt;
}

std::optional<ImageMounts::Mount> ImageMounts::mount_in(pid_t process, std::uint64_t id) {
  std::string table;
  try {
    table = base::read_file("/proc/" + std::to_string(process) + "/mountinfo", kMaxMountinfo);
  } catch (const Error&) {
    return std::nullopt;  // the process is gone
  }
  for (std::string_view rest = table; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (next_field(line) != std::to_string(id)) continue;
    next_field(line);  // parent
    next_field(line);  // major:minor
    const std::string root = unescape(next_field(line));
    return Mount{.root = root, .mount_point = unescape(next_field(line))};
  }
  return std::nullopt;
}

// Whether the image has this very object at path: then a " (deleted)" at its end is part of its
// name.
bool ImageMounts::exists(const std::string& path, const Place& place) const {
  const base::Fd root(::open(rootfs_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return false;
  const base::Fd fd =
      base::try_open_inside(root.get(), path, O_PATH | O_NOFOLLOW, base::Symlinks::refused);
  Place there;
  return fd && identify(fd.get(), there) && there.inode == place.inode;
}

}  // namespace whittle::probes
