#include "container/processes.h"

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/fd.h"
#include "base/reap.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

template <typename Body>
void for_each_process(Body body) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    pid_t pid = 0;
    const auto [last, failure] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (failure == std::errc() && last == name.data() + name.size()) body(pid);
  }
}

std::string command_line_of(pid_t pid) {
  try {
    return base::read_file("/proc/" + std::to_string(pid) + "/cmdline");
  } catch (const Error&) {
    return "";  // the process is gone
  }
}

// Children of all threads: an orphan becomes the child of one of them.
std::vector<pid_t> own_children() {
  std::vector<pid_t> children;
  std::error_code error;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", error)) {
    std::ifstream list(thread.path() / "children");
    for (pid_t pid = 0; list >> pid;) children.push_back(pid);
  }
  return children;
}

}  // namespace

std::uint64_t pid_namespace(pid_t pid) {
  struct stat status {};
  const std::string link = "/proc/" + std::to_string(pid) + "/ns/pid";
  return ::stat(link.c_str(), &status) == 0 ? status.st_ino : 0;
}

std::vector<pid_t> processes_in(std::uint64_t wanted) {
  std::vector<pid_t> found;
  for_each_process([&](pid_t pid) {
    if (pid_namespace(pid) == wanted) found.push_back(pid);
  });
  return found;
}

void kill_processes_naming(const std::filesystem::path& path) {
  const std::string argument = '\0' + path.string() + '\0';
  for_each_process([&](pid_t pid) {
    if (pid == ::getpid()) return;
    if (command_line_of(pid).find(argument) != std::string::npos) ::kill(pid, SIGKILL);
  });
}

void reap_orphans(std::uint64_t wanted, pid_t except) {
  for (const pid_t pid : own_children()) {
    if (pid == except || pid_namespace(pid) != wanted) continue;
    try {
      base::try_reap(pid);
    } catch (const SystemError&) {
      // Another thread has reaped it.
    }
  }
}

}  // namespace whittle::container
