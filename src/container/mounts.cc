#include "container/mounts.h"

#include <mntent.h>
#include <sys/mount.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace whittle::container {

void unmount_below(const std::filesystem::path& directory) {
  const std::string prefix = directory.string() + "/";
  std::vector<std::string> found;
  {
    const std::unique_ptr<FILE, int (*)(FILE*)> mounts(::setmntent("/proc/self/mounts", "re"),
                                                       ::endmntent);
    if (!mounts) return;
    while (const mntent* entry = ::getmntent(mounts.get())) {
      if (std::string_view(entry->mnt_dir).starts_with(prefix)) found.emplace_back(entry->mnt_dir);
    }
  }
  for (auto path = found.rbegin(); path != found.rend(); ++path) {
    ::umount2(path->c_str(), MNT_DETACH | UMOUNT_NOFOLLOW);
  }
}

}  // namespace whittle::container
