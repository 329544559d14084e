// flock(2) on a lock file. The kernel releases it when the holder dies, so if the lock can be
// taken, its last holder is gone.
#pragma once

#include <filesystem>
#include <optional>

#include "base/fd.h"

namespace whittle::base {

class FileLock {
 public:
  enum class Mode { shared, exclusive };
  // Creates the file; waits for the lock.
  static FileLock wait(const std::filesystem::path& file, Mode mode);
  // Does not wait; none where another process holds it.
  static std::optional<FileLock> attempt(const std::filesystem::path& file, Mode mode);
  // Changes the mode in place (not atomic: flock(2)).
  void convert(Mode mode);

 private:
  explicit FileLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace whittle::base
