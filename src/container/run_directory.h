// CACHE/runs/<id>: all files of one container run (bundle, overlay directories, the runtime's
// state), protected by a lock, so that the next run can detect the directory of a dead run and
// clean up.
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

// Removes the containers, cgroups and files of runs whose process is gone.
void clean_dead_runs(const std::filesystem::path& cache);

// Moves the calling thread into a new mount namespace, so that mounts vanish with the process,
// however it ends. To be called once, before the first Rootfs. Throws SystemError with a hint if
// not root.
void enter_private_mount_namespace();

}  // namespace whittle::container
