// Where an open file is in the image, whichever mount of the overlay it was reached through.
//
// A path that the kernel reports is relative to a mount: the overlay is mounted at scope.rootfs on
// the host and at / in the container, and a container may bind a part of it elsewhere. The mount's
// root and mount point (/proc/PID/mountinfo, proc(5)) translate it to the path in the image. Not
// thread-safe.
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

// Fills in what statx(2) says about a descriptor: everything but side and path. False when it
// fails.
bool identify(int fd, Place& place);

class ImageMounts {
 public:
  explicit ImageMounts(const RecordingScope& scope);

  // process: one that has the mount in its mountinfo. A file on the image's device whose
  // path cannot be found (its mount is gone) counts as elsewhere too.
  Place locate(int fd, pid_t process);
  // Fills in side and path of a place that identify() has filled in.
  void locate(int fd, pid_t process, Place& place);
  // The container's init, once it is in its own root: its mountinfo is read when the given process
  // is gone. May be called from any thread.
  void set_init(pid_t init);
  // To be called when mounts were added, moved or removed.
  void forget() { mounts_.clear(); }

 private:
  struct Mount {
    std::string root;  // the directory of the file system that is mounted
    std::string mount_point;
  };
  std::optional<Mount> mount(std::uint64_t id, pid_t process, const std::string& path);
  static std::optional<Mount> mount_in(pid_t process, std::uint64_t id);
  bool exists(const std::string& path, const Place& place) const;

  std::string rootfs_;
  std::uint64_t device_;
  std::atomic<pid_t> init_ = -1;
  std::atomic<std::uint64_t> root_mount_ = 0;  // the mount at the container's /
  std::map<std::uint64_t, Mount> mounts_;
};

}  // namespace whittle::probes
