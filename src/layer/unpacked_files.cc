#include "layer/unpacked_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <numeric>

#include "base/open_inside.h"
#include "base/path_components.h"
#include "base/temp_dir.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

// Kept free on the disk for other uses.
constexpr std::int64_t kReserve = std::int64_t{64} << 20;
// Bytes written between two checks of the free space.
constexpr std::int64_t kLookEvery = std::int64_t{64} << 20;

constexpr timespec kEpoch{};
constexpr timespec kOmit{0, UTIME_OMIT};

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  throw SystemError("cannot " + what + " " + path, errno);
}

// Not open where there is no such directory without symlinks on the way.
base::Fd open_below(int root, const std::string& path, int flags) {
  base::Fd fd =
      base::try_open_inside(root, path.empty() ? "/" : path, flags, base::Symlinks::refused);
  if (!fd && errno != ENOENT && errno != ENOTDIR && errno != ELOOP) fail("open", path);
  return fd;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

timespec time_of(const FileMetadata& metadata) {
  return {metadata.mtime.seconds, static_cast<long>(metadata.mtime.nanoseconds)};
}

struct stat status_of(int parent, const std::string& name) {
  struct stat status {};
  if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) status.st_ino = 0;
  return status;
}

void remove_name(int parent, const std::string& name) {
  if (::unlinkat(parent, name.c_str(), 0) == 0) return;
  // Through /proc, because remove_tree() takes a path; the open descriptor keeps the same parent.
  base::remove_tree("/proc/self/fd/" + std::to_string(parent) + "/" + name);
}

std::int64_t data_size(const FileMetadata& metadata) {
  if (!metadata.sparse) return metadata.size;
  return std::accumulate(
      metadata.extents.begin(), metadata.extents.end(), std::int64_t{0},
      [](std::int64_t sum, const DataExtent& extent) { return sum + extent.length; });
}

}  // namespace

UnpackedFiles::UnpackedFiles(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory);
  root_ = base::open_file(directory, O_RDONLY | O_DIRECTORY);
  if (::fchown(root_.get(), 0, 0) != 0 || ::fchmod(root_.get(), 0755) != 0) {
    fail("prepare", directory.string());
  }
  implied_.emplace_back("/");
}

void UnpackedFiles::add(const LayerEntry& entry) {
  const FileMetadata& metadata = entry.metadata;
  switch (metadata.type) {
    case FileType::directory:
      return add_directory(entry);
    case FileType::hardlink:
      return add_hard_link(entry);
    case FileType::opaque:
      make_directories(entry.path);
      return;
    case FileType::whiteout:
      open_parent(parent_of(entry.path));
      return;
    default:
      break;
  }
  const Place at = place(entry.path);
  const char* name = at.name.c_str();
  if (metadata.type == FileType::regular) {
    check_room(data_size(metadata));
    make(at, entry.path, [&] {
      file_ = base::Fd(
          ::openat(at.parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
      return file_ ? 0 : -1;
    });
    entry_ = entry;
    written_ = 0;
    return;  // its metadata follows its data
  }
  bool permitted = true;
  make(at, entry.path, [&] {
    if (metadata.type == FileType::symlink) {
      return ::symlinkat(metadata.link_target.c_str(), at.parent, name);
    }
    const mode_t kind = metadata.type == FileType::fifo          ? S_IFIFO
                        : metadata.type == FileType::char_device ? S_IFCHR
                                                                 : S_IFBLK;
    const dev_t device = makedev(metadata.device_major, metadata.device_minor);
    if (::mknodat(at.parent, name, kind, device) == 0) return 0;
    permitted = errno != EPERM;  // a device in a user namespace: only the index has it
    return permitted ? -1 : 0;
  });
  if (permitted) set_metadata(at, entry);
}

void UnpackedFiles::write(std::int64_t offset, std::span<const std::byte> data) {
  while (!data.empty()) {
    const ssize_t n = ::pwrite(file_.get(), data.data(), data.size(), offset);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("write", entry_.path);
    data = data.subspan(static_cast<std::size_t>(n));
    offset += n;
  }
  written_ = offset;
}

void UnpackedFiles::finish_file() {
  // Only where the file ends with a hole; otherwise its last byte sets its size.
  if (written_ < entry_.metadata.size && ::ftruncate(file_.get(), entry_.metadata.size) != 0) {
    fail("write", entry_.path);
  }
  set_metadata(place(entry_.path), entry_);
  file_.close_checked("cannot write " + entry_.path);
}

void UnpackedFiles::finish(const LayerIndex& index) {
  for (const LayerEntry& entry : index.entries) {
    const FileType type = entry.metadata.type;
    if (type == FileType::whiteout || type == FileType::opaque) hide_lower(entry.path);
  }
  const auto set_time = [&](const std::string& path, timespec mtime) {
    const base::Fd directory = open_below(root_.get(), path, O_RDONLY | O_DIRECTORY);
    const timespec times[2] = {kOmit, mtime};
    if (directory && ::futimens(directory.get(), times) != 0) fail("set the time of", path);
  };
  for (const std::string& path : implied_) set_time(path, kEpoch);
  for (const LayerEntry& entry : index.entries) {
    if (entry.metadata.type == FileType::directory) set_time(entry.path, time_of(entry.metadata));
  }
}

UnpackedFiles::Place UnpackedFiles::place(const std::string& path) {
  return {open_parent(parent_of(path)), path.substr(path.rfind('/') + 1)};
}

// A tar lists a directory's files together, so the next parent is usually the same.
int UnpackedFiles::open_parent(const std::string& path) {
  if (!parent_ || path != parent_path_) {
    parent_ = open_below(root_.get(), path, O_PATH | O_DIRECTORY);
    if (!parent_) parent_ = make_directories(path);
    parent_path_ = path;
  }
  return parent_.get();
}

base::Fd UnpackedFiles::make_directories(const std::string& path) {
  base::Fd at = open_below(root_.get(), "/", O_PATH | O_DIRECTORY);
  std::string made;
  std::string_view rest = path;
  for (auto part = base::take_component(rest); !part.empty(); part = base::take_component(rest)) {
    const std::string name(part);
    made += "/" + name;
    base::Fd next = open_below(at.get(), "/" + name, O_PATH | O_DIRECTORY);
    if (!next) {
      make({at.get(), name}, made, [&] { return ::mkdirat(at.get(), name.c_str(), 0755); });
      if (::fchmodat(at.get(), name.c_str(), 0755, 0) != 0 ||
          ::fchownat(at.get(), name.c_str(), 0, 0, AT_SYMLINK_NOFOLLOW) != 0) {
        fail("make", made);
      }
      implied_.push_back(made);
      next = open_below(at.get(), "/" + name, O_PATH | O_DIRECTORY);
      if (!next) fail("open", made);
    }
    at = std::move(next);
  }
  return at;
}

template <typename Make>
void UnpackedFiles::make(const Place& place, const std::string& path, const Make& make) {
  if (make() == 0) return;
  if (errno == EEXIST) {
    remove_name(place.parent, place.name);
    if (make() == 0) return;
  }
  fail("make", path);
}

void UnpackedFiles::add_directory(const LayerEntry& entry) {
  if (entry.path == "/") {
    set_metadata({root_.get(), "."}, entry);
    return;
  }
  const Place at = place(entry.path);
  const struct stat there = status_of(at.parent, at.name);
  if (there.st_ino == 0 || !S_ISDIR(there.st_mode)) {
    make(at, entry.path, [&] { return ::mkdirat(at.parent, at.name.c_str(), 0700); });
  }
  set_metadata(at, entry);
}

// Where the target is not in this layer, only the index has the link; the rootfs adds it later.
void UnpackedFiles::add_hard_link(const LayerEntry& entry) {
  const std::string& target = entry.metadata.link_target;
  const base::Fd directory = open_below(root_.get(), parent_of(target), O_PATH | O_DIRECTORY);
  if (!directory) return;
  const std::string target_name = target.substr(target.rfind('/') + 1);
  const struct stat from = status_of(directory.get(), target_name);
  if (from.st_ino == 0 || S_ISDIR(from.st_mode)) return;
  const Place at = place(entry.path);
  if (status_of(at.parent, at.name).st_ino == from.st_ino) return;
  make(at, entry.path, [&] {
    return ::linkat(directory.get(), target_name.c_str(), at.parent, at.name.c_str(), 0);
  });
}

// A whiteout of a name that this layer has, too, is an opaque directory: the lower one is hidden.
void UnpackedFiles::hide_lower(const std::string& path) {
  if (const base::Fd directory = open_below(root_.get(), path, O_RDONLY | O_DIRECTORY)) {
    const char* opaque = is_rootless_ ? "user.overlay.opaque" : "trusted.overlay.opaque";
    if (::fsetxattr(directory.get(), opaque, "y", 1, 0) != 0) {
      fail("make opaque:", path);
    }
    return;
  }
  const base::Fd parent = open_below(root_.get(), parent_of(path), O_PATH | O_DIRECTORY);
  const std::string name = path.substr(path.rfind('/') + 1);
  if (!parent) return;
  if (::mknodat(parent.get(), name.c_str(), S_IFCHR, makedev(0, 0)) != 0 && errno != EEXIST) {
    fail("make a whiteout for", path);
  }
}

// The order is owner, mode, xattrs: chown(2) clears setuid bits and file capabilities, chmod(2)
// changes ACLs.
void UnpackedFiles::set_metadata(const Place& at, const LayerEntry& entry) {
  const FileMetadata& metadata = entry.metadata;
  const char* name = at.name.c_str();
  if (::fchownat(at.parent, name, metadata.uid, metadata.gid, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != EINVAL || !is_rootless_) fail("set the owner of", entry.path);
    throw Error("cannot set the owner of " + entry.path + ", " + std::to_string(metadata.uid) +
                    ":" + std::to_string(metadata.gid) + ": the user namespace has no such id",
                "give the user more ids in /etc/subuid and /etc/subgid, or run whittle as root");
  }
  if (metadata.type != FileType::symlink && ::fchmodat(at.parent, name, metadata.mode, 0) != 0) {
    fail("set the mode of", entry.path);
  }
  const std::string path = "/proc/self/fd/" + std::to_string(at.parent) + "/" + at.name;
  for (const auto& [key, value] : metadata.xattrs) {
    if (is_rootless_ && key.starts_with("user.overlay.")) continue;  // overlayfs would act on it
    if (::lsetxattr(path.c_str(), key.c_str(), value.data(), value.size(), 0) == 0) continue;
    // Attributes that this file system or kind of file does not support; the index keeps them.
    if (errno != ENOTSUP && errno != EPERM) fail("set the attribute " + key + " of", entry.path);
  }
  const timespec times[2] = {kOmit, time_of(metadata)};
  if (::utimensat(at.parent, name, times, AT_SYMLINK_NOFOLLOW) != 0) {
    fail("set the time of", entry.path);
  }
}

void UnpackedFiles::check_room(std::int64_t bytes) {
  unchecked_bytes_ += bytes;
  if (unchecked_bytes_ < kLookEvery) return;
  unchecked_bytes_ = 0;
  struct statvfs disk {};
  if (::fstatvfs(root_.get(), &disk) != 0) fail("check the free space of", "the cache");
  const auto free = static_cast<std::int64_t>(disk.f_bavail * disk.f_frsize);
  if (bytes > free - kReserve) {
    throw Error("it needs " + std::to_string(bytes) + " bytes more on disk, " +
                    std::to_string(free) + " are free",
                "free some space, or move the cache with --cache DIR");
  }
}

}  // namespace whittle::layer
