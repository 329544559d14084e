#include "container/run_directory.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cerrno>
#include <random>
#include <vector>

#include "base/fd.h"
#include "base/temp_dir.h"
#include "container/cgroups.h"
#include "container/mounts.h"
#include "container/oci_runtime.h"
#include "container/processes.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;
using base::FileLock;

constexpr std::string_view kPrefix = "whittle-";
constexpr std::size_t kMaxName = 4096;

std::string random_id() {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device random;
  std::string id(kPrefix);
  for (int i = 0; i < 12; ++i) id += kDigits[random() % kDigits.size()];
  return id;
}

// Held while run directories are created, removed or checked: a directory whose lock is not taken
// yet, or already removed, must not be taken for a dead one.
FileLock lock_runs(const fs::path& runs) {
  fs::create_directories(runs);
  return FileLock::wait(runs / "lock", FileLock::Mode::exclusive);
}

void clean(const fs::path& directory) {
  const std::string id = directory.filename().string();
  // A runtime that outlived its whittle process is killed first, so that it cannot recreate what is
  // removed here.
  kill_processes_naming(directory / "runtime-state");
  kill_cgroups(id);
  try {
    OciRuntime(base::read_file(directory / "runtime", kMaxName), directory).remove(id);
  } catch (const Error&) {
    // The run ended before it wrote this file, or the runtime is not installed any more: continue
    // without it.
  }
  remove_cgroups(id);
  base::remove_tree(directory);
}

}  // namespace

RunDirectory::RunDirectory(const fs::path& cache) : id_(random_id()) {
  const fs::path runs = fs::absolute(cache) / "runs";
  const FileLock making = lock_runs(runs);
  path_ = runs / id_;
  if (::mkdir(path_.c_str(), 0700) != 0) throw SystemError("cannot make " + path_.string(), errno);
  lock_ = FileLock::attempt(path_ / "lock", FileLock::Mode::exclusive);
}

RunDirectory::~RunDirectory() {
  try {
    const FileLock removing = lock_runs(path_.parent_path());
    unmount_below(path_);
    base::remove_tree(path_);
  } catch (const std::exception&) {
    // The next run removes it.
  }
}

void clean_dead_runs(const fs::path& cache) {
  const fs::path runs = fs::absolute(cache) / "runs";
  if (!fs::exists(runs)) return;
  const FileLock looking = lock_runs(runs);
  std::vector<fs::path> dead;
  for (const fs::directory_entry& entry : fs::directory_iterator(runs)) {
    const bool run = entry.path().filename().string().starts_with(kPrefix);
    if (!run || !entry.is_directory()) continue;
    if (FileLock::attempt(entry.path() / "lock", FileLock::Mode::exclusive))
      dead.push_back(entry.path());
  }
  for (const fs::path& directory : dead) clean(directory);
}

void enter_private_mount_namespace() {
  if (::unshare(CLONE_NEWNS) != 0) {
    throw SystemError("cannot make a mount namespace", errno,
                      "whittle needs root to mount the image");
  }
  // Slave: new mounts of the host are visible here, but not the other way round.
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) {
    throw SystemError("cannot make the mount namespace private", errno);
  }
}

}  // namespace whittle::container
