// Resolves a path as a stopped process would (path_resolution(7)), component by component, with its
// root and working directory, and returns every symlink on the way.
//
// The process and its threads are stopped, others may run: the result is the state at that moment.
// Files are opened with O_PATH only, which neither a probe nor a FIFO notices.
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

// A file or directory that is open (O_PATH), and where it is.
struct OpenPlace {
  base::Fd fd;
  Place place;
};

// Root and working directory of a process, cached until a call changes them (Changes).
struct ProcessDirectories {
  std::optional<OpenPlace> root;
  std::optional<OpenPlace> cwd;  // the working directory
  void forget() {
    root.reset();
    cwd.reset();
  }
};

struct PathRequest {
  static constexpr int kCwd = -100;  // AT_FDCWD

  std::string path;
  int directory = kCwd;  // dirfd
  bool follow = true;    // follow a symlink at the end
  bool in_root = false;  // openat2(2)'s RESOLVE_IN_ROOT: directory is the root
};

struct Resolution {
  enum class End {
    found,
    missing,
    unreadable,  // the state of the process could not be read
    none,        // nothing was looked up: no such descriptor or the like
  };
  End end = End::none;
  std::vector<std::string> links;  // paths in the image of the symlinks that were followed
  // found: the object; missing: the whole path, of which some component does not exist.
  Place place;
  base::Fd object;  // found: O_PATH
};

class Resolver {
 public:
  explicit Resolver(ImageMounts& mounts) : mounts_(mounts) {}

  // Null when /proc/TID/root cannot be opened.
  const OpenPlace* root(pid_t tid, ProcessDirectories& directories);
  Resolution resolve(pid_t tid, ProcessDirectories& directories, const PathRequest& request);
  // The object of a descriptor of the process; PathRequest::kCwd: its working directory.
  Resolution descriptor(pid_t tid, int number);

 private:
  struct Walk;
  std::optional<OpenPlace> open_place(pid_t tid, const std::string& name);
  const OpenPlace* start(pid_t tid, ProcessDirectories& directories, const PathRequest& request,
                         std::optional<OpenPlace>& own);
  bool resolve_at_once(const OpenPlace& base, std::string_view path, bool follow,
                       Resolution& result);
  void walk(Walk& walk);
  bool step(Walk& walk);
  bool step_up(Walk& walk);
  bool follow_link(Walk& walk, const std::string& name, base::Fd link, const Place& place);

  ImageMounts& mounts_;
};

}  // namespace whittle::probes
