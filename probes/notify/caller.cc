#include "probes/notify/caller.h"

#include <fcntl.h>
#include <unistd.h>

namespace whittle::probes {
namespace {

base::Fd open_of(pid_t tid, const char* name, int flags) {
  const std::string path = "/proc/" + std::to_string(tid) + "/" + name;
  return base::Fd(::open(path.c_str(), flags | O_CLOEXEC));
}

}  // namespace

MemoryFile::MemoryFile(pid_t tid) : fd_(open_of(tid, "mem", O_RDONLY)) {}

bool MemoryFile::read(std::uint64_t address, std::span<std::byte> into) const {
  const ssize_t length = ::pread(fd_.get(), into.data(), into.size(), static_cast<off_t>(address));
  over_ = length == 0;  // linux: fs/proc/base.c, mem_rw
  return length == static_cast<ssize_t>(into.size());
}

Caller* Callers::find(pid_t tid, bool& is_new) {
  const auto known = known_.find(tid);
  is_new = known == known_.end();
  if (!is_new) return &known->second;
  if (known_.size() >= kMax) known_.clear();
  Caller caller{.memory = MemoryFile(tid), .program = {}};
  const base::Fd program = open_of(tid, "exe", O_PATH);
  if (!caller.memory.is_open() || !program) return nullptr;
  caller.program = mounts_.locate(program.get(), tid);
  return &known_.emplace(tid, std::move(caller)).first->second;
}

}  // namespace whittle::probes
