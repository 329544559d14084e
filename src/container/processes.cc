#include "container/processes.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

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

// Of children that it has waited for: cutime and cstime of proc(5), stat, in clock ticks.
std::chrono::nanoseconds time_of_children(pid_t pid) {
  constexpr int kFieldsBefore = 13;  // from the state on, which follows the name in parentheses
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == line.npos) return {};
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < kFieldsBefore; ++i) fields >> skipped;
  std::int64_t user = 0;
  std::int64_t system = 0;
  fields >> user >> system;
  const std::int64_t ticks_a_second = std::max(1L, ::sysconf(_SC_CLK_TCK));
  return std::chrono::nanoseconds((user + system) * (1'000'000'000 / ticks_a_second));
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

std::chrono::nanoseconds busy_time(pid_t pid) {
  std::chrono::nanoseconds sum = time_of_children(pid);
  std::error_code error;
  const std::filesystem::path threads = "/proc/" + std::to_string(pid) + "/task";
  for (std::filesystem::directory_iterator thread(threads, error), end; !error && thread != end;
       thread.increment(error)) {
    std::ifstream file(thread->path() / "schedstat");
    std::chrono::nanoseconds::rep ran = 0;
    std::chrono::nanoseconds::rep waited = 0;
    if (file >> ran >> waited) sum += std::chrono::nanoseconds(ran + waited);
  }
  return sum;
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
