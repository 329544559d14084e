#include "runtime_wrapper/engine_rootfs.h"

#include <mntent.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <sstream>

#include "container/changes.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxMountLine = std::size_t{1} << 20;  // long enough for hundreds of layers
constexpr const char* kHint =
    "whittle-runtime records containers on overlayfs: Docker's storage driver overlay2, "
    "containerd's snapshotter overlayfs";

// The options of the overlay mounted at path; nullopt if there is none.
std::optional<std::string> overlay_options(const fs::path& path) {
  const std::unique_ptr<FILE, int (*)(FILE*)> mounts(::setmntent("/proc/self/mounts", "re"),
                                                     ::endmntent);
  if (!mounts) throw SystemError("cannot read /proc/self/mounts", errno);
  std::optional<std::string> options;
  std::vector<char> line(kMaxMountLine);
  mntent entry{};
  while (::getmntent_r(mounts.get(), &entry, line.data(), static_cast<int>(line.size()))) {
    if (path != entry.mnt_dir) continue;
    // A later mount hides an earlier one.
    options.reset();
    if (std::string_view(entry.mnt_type) == "overlay") options = entry.mnt_opts;
  }
  return options;
}

std::uint64_t device_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    throw SystemError("cannot look at " + path.string(), errno, kHint);
  }
  return status.st_dev;
}

// With many layers, engines use paths relative to their own directory: Docker to the grandparent of
// the mount point, containerd to the grandparent of the upper directory.
fs::path resolve(const std::string& name, const fs::path& rootfs, const fs::path& upper) {
  if (name.starts_with('/')) return name;
  std::error_code error;
  for (const fs::path& from : {rootfs, upper}) {
    fs::path candidate = from.parent_path().parent_path() / name;
    if (fs::is_directory(candidate, error)) return candidate;
  }
  throw Error("cannot find the layer " + name + " of " + rootfs.string(), kHint);
}

}  // namespace

OverlayDirectories parse_overlay_options(const std::string& options) {
  OverlayDirectories directories;
  std::istringstream list(options);
  for (std::string option; std::getline(list, option, ',');) {
    if (option.starts_with("upperdir=")) directories.upper = option.substr(9);
    if (!option.starts_with("lowerdir=")) continue;
    std::istringstream lower(option.substr(9));
    for (std::string name; std::getline(lower, name, ':');) directories.lower.push_back(name);
  }
  return directories;
}

EngineRootfs::EngineRootfs(const fs::path& path) {
  std::error_code error;
  path_ = fs::canonical(path, error);
  if (error) throw Error("cannot find the root file system " + path.string(), kHint);
  const auto options = overlay_options(path_);
  if (!options) {
    throw Error("cannot record on " + path_.string() + ": it is not an overlay mount", kHint);
  }
  const OverlayDirectories directories = parse_overlay_options(*options);
  if (!directories.upper.empty()) {
    upper_ = resolve(directories.upper, path_, path_);
    layers_.push_back(upper_);
  }
  for (const std::string& name : directories.lower) {
    layers_.push_back(resolve(name, path_, upper_.empty() ? path_ : upper_));
  }
  for (const fs::path& layer : layers_) {
    if (device_of(layer) != device_of(layers_.front())) {
      throw Error("cannot record on " + path_.string() +
                      ": its layers are on different file systems, so device numbers differ",
                  "keep the engine's data on one file system");
    }
  }
  if (!upper_.empty()) layers_.erase(layers_.begin());
  std::ranges::reverse(layers_);
  device_ = device_of(path_);
}

void EngineRootfs::mark_created() {
  if (!upper_.empty()) created_ = container::list_upper(upper_);
}

std::set<std::string> EngineRootfs::changes() const {
  if (upper_.empty()) return {};
  return container::changed_paths(upper_, created_, layers_);
}

}  // namespace whittle::runtime_wrapper
