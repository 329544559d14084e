// Where an open file stands in the image, whichever mount of the overlay it was reached through.
//
// A path as the kernel tells it belongs to a mount: the overlay is mounted at scope.rootfs, in the
// container at
// /, and a container may bind a part of it elsewhere. The mount's root and mount point
// (/proc/PID/mountinfo, proc(5)) lead from there to the path in the image. Not for use by several
// threads at once.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "whittle/probe.h"

namespace whittle::probes {

struct Place {
  enum class Side {
    elsewhere,  // not on the image's file system
    container,
    host,  // on the image, but reached through scope.rootfs: what a runtime does before pivot_root
  };
  Side side = Side::elsewhere;
  std::string path;  // in the image, canonical; empty when elsewhere
  std::uint64_t mount = 0;
  std::uint64_t device = 0;  // st_dev
  std::uint64_t inode = 0;
  std::uint32_t mode = 0;
  std::uint32_t links = 0;

  bool in_container() const { return side == Side::container; }
};

// What statx(2) tells of a descriptor, without a path; false when it fails.
bool identify(int fd, Place& place);

class ImageMounts {
 public:
  explicit ImageMounts(const RecordingScope& scope);

  // neighbour is a process whose mountinfo knows the mount. What is on the image's device but
  // cannot be placed in it (its mount is gone) is elsewhere too.
  Place locate(int fd, pid_t neighbour);
  // Fills in side and path of a place that identify() has filled in.
  void locate(int fd, pid_t neighbour, Place& place);
  // The container's init, once it stands in its own root: who is asked where the neighbour is gone.
  // From any thread.
  void set_init(pid_t init);
  // Mounts were made, moved or removed.
  void forget() { mounts_.clear(); }

 private:
  struct Mount {
    std::string root;  // the directory of the file system that is mounted
    std::string mount_point;
  };
  std::optional<Mount> mount(std::uint64_t id, pid_t neighbour, const std::string& path);
  static std::optional<Mount> mount_in(pid_t process, std::uint64_t id);
  bool exists(const std::string& path, const Place& place) const;

  std::string rootfs_;
  std::uint64_t device_;
  std::atomic<pid_t> init_ = -1;
  std::atomic<std::uint64_t> root_mount_ = 0;  // the mount at the container's /
  std::map<std::uint64_t, Mount> mounts_;
};

}  // namespace whittle::probes
