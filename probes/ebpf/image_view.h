// Resolves a path in the image after the fact: its caller may be gone.
//
// The walk goes through the overlay as it is mounted on the host, where no mount of the container
// is in the way; those are known from its mountinfo and from the calls that made them since, a
// table for each mount namespace. What lies under a mount of another file system is not the
// image's. What was removed meanwhile resolves to where it was.
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

// Where the caller stood: canonical paths in the image; none: not on the image.
struct Stance {
  std::optional<std::string> root;
  std::optional<std::string> base;  // of a relative path; of an absolute one: working directory
  std::optional<std::string>
      named_descriptor;  // the object of /proc/self/fd/N, which it begins with
  std::string program;   // empty: not the image's
  std::uint32_t mount_namespace = 0;
};

class ImageView {
 public:
  explicit ImageView(const RecordingScope& scope);

  // The container's mounts as one of its processes sees them now.
  void learn_mounts(pid_t pid);
  Resolution resolve(const Stance& stance, const PathRequest& request);
  // The object at a canonical path; missing where it is gone.
  Resolution at(const std::string& path);

  // A mount(2) that succeeded: source for binds; nullptr: of another file system.
  void mounted(std::uint32_t mount_namespace, const std::string& target, const Place* source);
  void unmounted(std::uint32_t mount_namespace, const std::string& target);

 private:
  struct Mounted {
    std::optional<std::string> image;  // a part of the image is mounted here: its path
    bool is_proc = false;
  };
  using Mounts = std::map<std::string, Mounted>;  // by mount point
  struct Walk;

  Mounts& mounts(const Stance& stance);
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
