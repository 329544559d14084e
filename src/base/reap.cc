#include "base/reap.h"

#include <sys/wait.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include "whittle/error.h"

namespace whittle::base {
namespace {

constexpr std::size_t kMaxNotes = 4096;  // most are not children of this process

std::mutex notes_mutex;
std::map<pid_t, Exit> notes;

void note(pid_t pid, Exit exit) {
  const std::lock_guard lock(notes_mutex);
  if (notes.size() >= kMaxNotes) notes.clear();
  notes[pid] = exit;
}

std::optional<Exit> take_note(pid_t pid) {
  const std::lock_guard lock(notes_mutex);
  const auto found = notes.find(pid);
  if (found == notes.end()) return std::nullopt;
  const Exit exit = found->second;
  notes.erase(found);
  return exit;
}

bool traced(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("TracerPid:")) return line.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

}  // namespace

void note_exit(pid_t pid, int wait_status) {
  note(pid, Exit::from_wait_status(wait_status));
}

std::optional<Exit> try_reap(pid_t pid) {
  siginfo_t info{};
  int result = 0;
  do {
    result = ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT | __WALL);
  } while (result != 0 && errno == EINTR);
  if (result != 0) {
    const int error = errno;
    if (const auto noted = take_note(pid)) return noted;
    throw SystemError("cannot wait for process " + std::to_string(pid), error);
  }
  if (info.si_pid != pid) return std::nullopt;
  // Stops of a traced child are returned, too; they are for the tracer.
  if (info.si_code != CLD_EXITED && info.si_code != CLD_KILLED && info.si_code != CLD_DUMPED) {
    return std::nullopt;
  }
  const Exit exit = info.si_code == CLD_EXITED ? Exit{.code = info.si_status, .signal = 0}
                                               : Exit{.code = 0, .signal = info.si_status};
  if (traced(pid)) {
    note(pid, exit);
    return std::nullopt;
  }
  while (::waitpid(pid, nullptr, __WALL) < 0 && errno == EINTR) {
  }
  take_note(pid);
  return exit;
}

}  // namespace whittle::base
