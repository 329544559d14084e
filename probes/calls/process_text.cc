#include "probes/calls/process_text.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/fd.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr std::size_t kMaxArguments = 64;
constexpr std::size_t kMaxArgument = 256;
constexpr std::size_t kMaxCommandLine = 64 << 10;

// "Tgid:\t123"
pid_t id_in(const std::string& line) {
  const std::size_t begin = std::min(line.find_first_of("0123456789"), line.size());
  pid_t id = -1;
  std::from_chars(line.data() + begin, line.data() + line.size(), id);
  return id;
}

}  // namespace

std::string proc_path(pid_t pid, const std::string& name) {
  return "/proc/" + std::to_string(pid) + "/" + name;
}

Ancestry ancestry_of(pid_t tid) {
  Ancestry ancestry{.tgid = tid};
  try {
    std::istringstream status(base::read_file(proc_path(tid, "status"), 64 << 10));
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("Tgid:")) ancestry.tgid = id_in(line);
      if (line.starts_with("PPid:")) ancestry.parent = id_in(line);
    }
  } catch (const Error&) {
    // The process is gone.
  }
  return ancestry;
}

bool is_thread_of(pid_t tid, pid_t tgid) {
  return ::access(proc_path(tgid, "task/" + std::to_string(tid)).c_str(), F_OK) == 0;
}

std::vector<std::string> arguments_of(pid_t pid) {
  std::vector<std::string> arguments;
  const base::Fd fd(::open(proc_path(pid, "cmdline").c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return arguments;
  std::string text(kMaxCommandLine, '\0');
  const ssize_t length = ::read(fd.get(), text.data(), text.size());
  text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  for (std::size_t begin = 0; begin < text.size() && arguments.size() < kMaxArguments;) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    arguments.push_back(text.substr(begin, std::min(end - begin, kMaxArgument)));
    begin = end + 1;
  }
  return arguments;
}

}  // namespace whittle::probes
