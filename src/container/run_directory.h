// CACHE/runs/<id>: all that one container run leaves on disk (bundle, overlay directories, the
// runtime's state), behind a lock, so that the next run can tell a dead run's directory and clean
// up after it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/file_lock.h"

namespace whittle::container {

class RunDirectory {
 public:
  explicit RunDirectory(const std::filesystem::path& cache);
  ~RunDirectory();  // removes the directory; the container must be gone
  RunDirectory(const RunDirectory&) = delete;
  RunDirectory& operator=(const RunDirectory&) = delete;

  const std::string& id() const { return id_; }  // "whittle-<random>": also the container's id
  const std::filesystem::path& path() const { return path_; }

 private:
  std::string id_;
  std::filesystem::path path_;
  std::optional<base::FileLock> lock_;
};

// Deletes the containers, cgroups and files of runs whose process is gone.
void clean_dead_runs(const std::filesystem::path& cache);

// Moves the calling thread into a mount namespace of its own, so that mounts vanish with the
// process, however it ends. Once, before the first Rootfs. Throws SystemError with a hint when not
// root.
void enter_private_mount_namespace();

}  // namespace whittle::container
