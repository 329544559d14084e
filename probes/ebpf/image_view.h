// Resolves a path in the image after the call, when its caller may be gone.
//
// It walks through the overlay as mounted on the host, where the container's own mounts are not
// visible. Those are known from its mountinfo and from later mount calls, a table for each mount
// namespace. Paths under a mount of another file system are not of the image. A path that was
// removed meanwhile resolves to where it was.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "probes/calls/resolver.h"
#include "probes/image_mounts.h"
#include "whittle/probe.h"

namespace whittle::probes {

// What a path of the caller is resolved against: canonical paths in the image; nullopt: not in the
// image.
struct CallerContext {
  std::optional<std::string> root;
  // The directory of a relative path; for an absolute one the working directory.
  std::optional<std::string> base;
  std::optional<std::string> named_descriptor;  // the file that a leading /proc/self/fd/N refers to
  std::string program;                          // empty: not in the image
  std::uint32_t mount_namespace = 0;
};

class ImageView {
 public:
  explicit ImageView(const RecordingScope& scope);

  // The container's mounts as one of its processes sees them now.
  void learn_mounts(pid_t pid);
  Resolution resolve(const CallerContext& context, const PathRequest& request);
  // The object at a canonical path; missing if it is gone.
  Resolution at(const std::string& path);

  // A mount(2) succeeded. source: of a bind mount; nullptr: another file system was mounted.
  void mounted(std::uint32_t mount_namespace, const std::string& target, const Place* source);
  void unmounted(std::uint32_t mount_namespace, const std::string& target);

 private:
  struct Mounted {
    std::optional<std::string> image;  // a part of the image is mounted here: its path
    bool is_proc = false;
  };
  using Mounts = std::map<std::string, Mounted>;  // by mount point
  struct Walk;

  Mounts& mounts(const CallerContext& context);
  base::Fd open(const std::string& path) const;
  bool resolve_at_once(const Walk& walk, std::string_view path, Resolution& result);
  bool step(Walk& walk);
  bool enter_mount(Walk& walk, const Mounted& mounted);
  bool enter_proc(Walk& walk);
  bool follow(Walk& walk, const std::string& path, int link);

  RecordingScope scope_;
  base::Fd root_;
  std::map<std::uint32_t, Mounts> namespaces_;
  std::uint32_t first_namespace_ = 0;
};

}  // namespace whittle::probes
