// The files through which the commands of one container, each a process of its own, and its agent
// communicate:
//
//   /run/whittle-runtime/<hex>/lock     locked by the agent while it runs
//   /run/whittle-runtime/<hex>/socket   socket of the agent; removed when the container has ended
//   /run/whittle-runtime/<hex>/init.pid used if the engine passes no --pid-file
//
// <hex> is a hash of the real runtime's --root and the container's id: ids are unique only within a
// root, and the path of a socket must be short (unix(7)). Mode 0700.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "base/file_lock.h"

namespace whittle::runtime_wrapper {

inline constexpr const char* kStateRoot = "/run/whittle-runtime";

class StateDirectory {
 public:
  StateDirectory(const std::string& root, const std::string& id);

  std::filesystem::path socket() const { return path_ / "socket"; }
  std::filesystem::path pid_file() const { return path_ / "init.pid"; }

  void make() const;  // removes the files of a dead agent; throws Error if one is running
  base::FileLock take_lock() const;
  // Waits until the agent has ended; false if it still runs after at_most.
  bool wait_for_agent(std::chrono::milliseconds at_most) const;
  bool exists() const;  // after the end of the agent: true if it was killed
  void remove() const;  // renames it first, so that it vanishes atomically

 private:
  std::filesystem::path lock() const { return path_ / "lock"; }

  std::filesystem::path path_;
};

}  // namespace whittle::runtime_wrapper
