// Resolves a path as a stopped process would (path_resolution(7)), component by component, in its
// own root and working directory, and tells every symlink on the way.
//
// The process and its threads are in a ptrace stop, others may run: what is resolved is what was
// there at that moment. Nothing here opens anything but with O_PATH, so no probe and no FIFO
// notices.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "probes/image_mounts.h"

namespace whittle::probes {

struct Spot {
  base::Fd fd;
  Place place;
};

// Where a process stands; kept until something moves (Ground).
struct Standing {
  std::optional<Spot> root;
  std::optional<Spot> cwd;
  void forget() {
    root.reset();
    cwd.reset();
  }
};

struct PathRequest {
  static constexpr int kCwd = -100;  // AT_FDCWD

  std::string path;
  int directory = kCwd;
  bool follow = true;    // a symlink at the end too
  bool in_root = false;  // openat2's RESOLVE_IN_ROOT: directory is the root
};

struct Resolution {
  enum class End {
    found,
    missing,
    unreadable,  // the process could not be looked into
    void_,       // no such descriptor and the like: nothing was looked at
  };
  End end = End::void_;
  std::vector<std::string> links;  // paths in the image of the symlinks that were followed
  Place place;      // found: the object; missing: the first path that is not there, made whole
  base::Fd object;  // found: O_PATH
};

class Resolver {
 public:
  explicit Resolver(ImageMounts& mounts) : mounts_(mounts) {}

  // Null when /proc/TID/root cannot be opened.
  const Spot* root(pid_t tid, Standing& standing);
  Resolution resolve(pid_t tid, Standing& standing, const PathRequest& request);
  // The object of a descriptor of the process's; PathRequest::kCwd is its working directory.
  Resolution descriptor(pid_t tid, int number);

 private:
  struct Walk;
  std::optional<Spot> open_spot(pid_t tid, const std::string& name);
  const Spot* start(pid_t tid, Standing& standing, const PathRequest& request,
                    std::optional<Spot>& own);
  bool resolve_at_once(const Spot& base, std::string_view path, bool follow, Resolution& result);
  void walk(Walk& walk);
  bool step(Walk& walk);
  bool step_up(Walk& walk);
  bool follow_link(Walk& walk, const std::string& name, base::Fd link, Place place);

  ImageMounts& mounts_;
};

}  // namespace whittle::probes
