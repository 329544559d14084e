// The threads that make calls, with their memory and program, cached from their first call on.
#pragma once

#include <sys/types.h>

#include <string>
#include <unordered_map>

#include "base/fd.h"
#include "probes/calls/process_memory.h"
#include "probes/image_mounts.h"

namespace whittle::probes {

// The address space that a thread had when /proc/TID/mem was opened. Reads return 0 bytes once that
// address space is gone (exec, or its last thread has exited), so a stale cache entry is noticed at
// every use, even if the thread id was reused.
class MemoryFile : public CallMemory {
 public:
  explicit MemoryFile(pid_t tid);
  bool is_open() const { return static_cast<bool>(fd_); }
  std::optional<std::string> text(std::uint64_t address) const override {
    return read_text(*this, address);
  }
  bool read(std::uint64_t address, std::span<std::byte> into) const override;
  // Whether the last read failed because the address space is gone.
  bool is_over() const { return over_; }

 private:
  base::Fd fd_;
  mutable bool over_ = false;
};

struct Caller {
  MemoryFile memory;
  Place program;
};

class Callers {
 public:
  explicit Callers(ImageMounts& mounts) : mounts_(mounts) {}

  // Null if its memory or program cannot be opened, mostly because it is gone. is_new: it was not
  // cached.
  Caller* find(pid_t tid, bool& is_new);
  void forget(pid_t tid) { known_.erase(tid); }
  void forget_all() { known_.clear(); }

 private:
  static constexpr std::size_t kMax = 256;  // each holds a descriptor

  ImageMounts& mounts_;
  std::unordered_map<pid_t, Caller> known_;
};

}  // namespace whittle::probes
