#include "probes/notify/pending.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <string>

#include "base/fd.h"

namespace whittle::probes {
namespace {

// /proc/TID/syscall (proc(5)): the number of the call in which a thread sleeps, or "running".
bool is_over(pid_t tid, int number) {
  const std::string directory = "/proc/" + std::to_string(tid);
  const base::Fd fd(::open((directory + "/syscall").c_str(), O_RDONLY | O_CLOEXEC));
  char text[32];
  const ssize_t length = fd ? ::read(fd.get(), text, sizeof text) : -1;
  if (length <= 0) return ::access(directory.c_str(), F_OK) != 0;
  int now = number;
  const auto parsed = std::from_chars(text, text + length, now);
  return parsed.ec == std::errc() && now != number;
}

}  // namespace

bool PendingCalls::none() {
  if (calls_.empty()) return true;
  const auto now = std::chrono::steady_clock::now();
  if (now - checked_ < kCheckInterval) return false;
  checked_ = now;
  std::erase_if(calls_, [](const auto& call) { return is_over(call.first, call.second); });
  return calls_.empty();
}

}  // namespace whittle::probes
