// What the commands of one container share while it is recorded, each a process of its own:
//
//   /run/whittle-runtime/<hex>/lock     held by the agent as long as it lives
//   /run/whittle-runtime/<hex>/socket   where the agent is asked; gone once the container is
//   /run/whittle-runtime/<hex>/init.pid where the engine names no file for it
//
// <hex> is made from the real runtime's --root and the container's id: ids are unique below a root
// only, and a socket's path is short (unix(7)). 0700, as all of it is root's.
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

  void make() const;  // what a dead agent has left is removed; throws Error while one lives
  base::FileLock hold() const;
  // Until the agent is gone; false: it is still there after that long.
  bool wait_for_agent(std::chrono::milliseconds at_most) const;
  bool exists() const;  // once the agent is gone: it has died, and could not remove it
  void remove() const;  // at once for all who look

 private:
  std::filesystem::path lock() const { return path_ / "lock"; }

  std::filesystem::path path_;
};

}  // namespace whittle::runtime_wrapper
