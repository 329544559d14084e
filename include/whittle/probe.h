// A probe observes a running container from outside; nothing is injected into it.
//
// record/ drives every probe through the same calls, in this order:
//   prepare   the overlay is mounted, no process of the container exists yet
//   filter    asked once, before the bundle is written
//   adopt     for each runtime process that record/ starts (create, start, exec), while it waits
//             before its exec, so that a probe that follows processes misses nothing
//   attach    the container is created, its init waits before the app's exec
//   begin     an exercise begins; findings are attributed to it from now on
//   enter     a phase begins (the stop signal is about to be sent)
//   stop      every process is gone; what is still queued is drained and the findings are merged
// All calls come from one thread. A probe may own threads of its own; an Error in one is thrown by
// stop().
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "whittle/call_filter.h"
#include "whittle/trace.h"

namespace whittle {

// What a probe can see.
struct Sees {
  bool opens = false;
  bool kernel_opens = false;  // ELF interpreter, #!, io_uring
  bool lookups = false;       // stat, access, readlink, and the symlinks on the way
  bool listings = false;
  bool syscalls = false;
  bool refusals = false;  // calls that failed, and with what
};

// The same as a table, for whoever compares probes or tells what they see.
struct Coverage {
  std::string_view name;
  bool Sees::*member;
};
inline constexpr Coverage kCoverage[] = {
    {"opens", &Sees::opens},           {"opens by the kernel", &Sees::kernel_opens},
    {"look-ups", &Sees::lookups},      {"listings", &Sees::listings},
    {"system calls", &Sees::syscalls}, {"refused calls", &Sees::refusals},
};

// What a container has only one of, so that only one probe can take it.
struct Takes {
  bool tracer = false;
  bool filter = false;  // CallFilter
};
struct Taken {
  std::string_view name;
  bool Takes::*member;
};
inline constexpr Taken kTaken[] = {{"tracer", &Takes::tracer}, {"seccomp filter", &Takes::filter}};

struct RecordingScope {
  std::string rootfs;    // where the overlay is mounted, in this process's mount namespace
  std::uint64_t device;  // its st_dev: a file with it is on the image
};

struct ContainerState {
  pid_t init_pid = -1;  // in our pid namespace
};

class Probe {
 public:
  virtual ~Probe() = default;
  virtual std::string_view name() const = 0;
  virtual Sees sees() const = 0;
  virtual void prepare(const RecordingScope& scope) = 0;
  // Where the container's seccomp filter has to stop it for this probe; nothing: nowhere.
  virtual std::optional<CallFilter> filter() const { return std::nullopt; }
  virtual void adopt(pid_t /*runtime_process*/, Phase /*phase*/) {}
  virtual void attach(const ContainerState& /*state*/) {}
  virtual void begin(const std::string& /*exercise*/) {}
  virtual void enter(Phase /*phase*/) {}
  virtual void stop(Trace& into) = 0;
};

}  // namespace whittle
