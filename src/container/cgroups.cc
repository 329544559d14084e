#include "container/cgroups.h"

#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "base/user_namespace.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMountPoint = "/sys/fs/cgroup";
constexpr auto kKillTimeout = std::chrono::seconds(5);

// Process ids are only taken from a real cgroup file system, since they are killed.
bool is_cgroup(const fs::path& directory) {
  struct statfs status {};
  return ::statfs(directory.c_str(), &status) == 0 &&
         (status.f_type == CGROUP_SUPER_MAGIC || status.f_type == CGROUP2_SUPER_MAGIC);
}

void add_with_descendants(const fs::path& directory, std::vector<fs::path>& into) {
  std::error_code error;
  if (!is_cgroup(directory)) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    if (entry.is_directory(error) && !entry.is_symlink(error))
      add_with_descendants(entry.path(), into);
  }
  into.push_back(directory);
}

// Children before parents.
std::vector<fs::path> directories(const std::string& id) {
  std::vector<fs::path> found;
  add_with_descendants(fs::path(kMountPoint) / id, found);
  std::error_code error;
  for (const fs::directory_entry& hierarchy : fs::directory_iterator(kMountPoint, error)) {
    if (!hierarchy.is_symlink(error)) add_with_descendants(hierarchy.path() / id, found);
  }
  return found;
}

// True if there was one.
bool kill_all(const std::vector<fs::path>& cgroups) {
  bool any = false;
  for (const fs::path& cgroup : cgroups) {
    std::ifstream members(cgroup / "cgroup.procs");
    for (pid_t pid = 0; members >> pid;) {
      if (pid <= 0) continue;
      any = true;
      ::kill(pid, SIGKILL);
    }
  }
  return any;
}

}  // namespace

bool can_bound(const std::string& controller) {
  if (base::in_user_namespace()) return false;
  if (is_cgroup(fs::path(kMountPoint) / controller)) return true;
  std::ifstream names(fs::path(kMountPoint) / "cgroup.controllers");
  for (std::string name; names >> name;) {
    if (name == controller) return true;
  }
  return false;
}

void kill_cgroups(const std::string& id) {
  const auto deadline = std::chrono::steady_clock::now() + kKillTimeout;
  while (kill_all(directories(id)) && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

void remove_cgroups(const std::string& id) {
  for (const fs::path& cgroup : directories(id)) {
    // The kernel removes the last member a moment after it was reaped.
    for (int attempt = 0; ::rmdir(cgroup.c_str()) != 0 && errno == EBUSY && attempt < 50;
         ++attempt) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
}

}  // namespace whittle::container
