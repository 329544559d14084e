// What one or several recorded runs of an image used.
//
// Written by record/ from what the probes saw, read by select/, profile/ and verify/. Its file form
// is trace.json (src/trace/trace_file.h). A trace is a set of facts: merging is a union.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "whittle/digest.h"

namespace whittle {

// What an event belongs to: the container runtime, the app, an exec, or the app's shutdown.
// Everything that a runtime process does before it execs a program of the image is `runtime`.
enum class Phase : std::uint8_t { runtime, app, exec, shutdown };
inline constexpr std::size_t kPhaseCount = 4;

// How a path was used; a FileUse has a set of these.
enum class Use : std::uint8_t {
  open,
  exec,
  lookup,  // stat, access, statfs, inotify_add_watch: the file itself was looked at, not opened
  readlink,
  traverse,  // a symlink on the way
  list,      // getdents on it
  chdir,     // or chroot
  xattr,
  change,  // created, written, truncated, renamed, removed, linked, mode or owner set
};
inline constexpr std::size_t kUseCount = 9;

template <typename Enum>
class EnumSet {
 public:
  void insert(Enum value) { bits_ |= bit(value); }
  bool contains(Enum value) const { return (bits_ & bit(value)) != 0; }
  bool empty() const { return bits_ == 0; }
  void merge(EnumSet other) { bits_ |= other.bits_; }
  std::uint32_t bits() const { return bits_; }
  static EnumSet from_bits(std::uint32_t bits) {
    EnumSet set;
    set.bits_ = bits;
    return set;
  }
  bool operator==(const EnumSet&) const = default;

 private:
  static constexpr std::uint32_t bit(Enum value) { return 1U << static_cast<unsigned>(value); }
  std::uint32_t bits_ = 0;
};

// By the app, a command inside its container, or during shutdown; not by the container runtime.
inline bool used_by_app(EnumSet<Phase> phases) {
  return phases.contains(Phase::app) || phases.contains(Phase::exec) ||
         phases.contains(Phase::shutdown);
}

// Events in these phases are attributed to an exercise; the runtime's and the shutdown's are not.
inline bool is_driven(Phase phase) {
  return phase == Phase::app || phase == Phase::exec;
}

std::string_view phase_name(Phase phase);
std::string_view use_name(Use use);

inline constexpr const char* kBeforeExercises = "start";

// Users and exercises that are remembered of a file or a call; beyond that the smallest names stay.
inline constexpr std::size_t kMaxUsers = 8;
inline constexpr std::size_t kMaxExercises = 8;

struct FileUse {
  EnumSet<Use> uses;
  EnumSet<Phase> phases;
  std::set<std::string> sources;  // probes that saw it
  std::set<std::string> users;  // executables that did it, as paths in the image; at most kMaxUsers
  // Names of the exercises during which it was used; kBeforeExercises until the first one contacts
  // the app, or "run: ARG..." with --run. None in the phases runtime and shutdown. At most
  // kMaxExercises.
  std::set<std::string> exercises;
  // The layers that its content came from: one, or several after traces of different images were
  // merged. None: the image had no such file, or an older whittle wrote the trace. At most
  // kMaxLayers. They show which files changed when an image is rebuilt.
  std::set<DiffId> layers;
  static constexpr std::size_t kMaxLayers = 8;

  void merge(const FileUse& other);
  bool operator==(const FileUse&) const = default;
};

// Who entered a system call, and when. Members as in FileUse.
struct CallUse {
  EnumSet<Phase> phases;
  std::set<std::string> users;
  std::set<std::string> exercises;

  void merge(const CallUse& other);
  bool operator==(const CallUse&) const = default;
};
using Calls = std::map<std::string, std::map<std::string, CallUse>>;  // ABI -> name -> its use

// Events that a probe knows it did not see or could not read. Any that is not 0 makes a trace
// incomplete.
struct Losses {
  std::uint64_t queue_overflow = 0;      // FAN_Q_OVERFLOW; ebpf: no room
  std::uint64_t descriptor_failure = 0;  // fanotify: an event without a descriptor
  std::uint64_t unreadable_path = 0;  // the memory or the directory of the caller could not be read
  std::uint64_t untraced_process = 0;  // a process that could not be followed
  std::uint64_t submitted_path = 0;    // passed to io_uring for another operation than open
  std::uint64_t contradiction = 0;     // Trace::contradictions, all of them

  // A lower bound after merge(), which takes the larger of each count, so that merging a trace with
  // itself changes nothing.
  std::uint64_t total() const {
    return queue_overflow + descriptor_failure + unreadable_path + untraced_process +
           submitted_path + contradiction;
  }
  void add(const Losses& other);    // of another part of one recording
  void merge(const Losses& other);  // of another recording
  bool operator==(const Losses&) const = default;
};

struct ProcessRecord {
  std::string executable;  // path in the image
  std::vector<std::string> arguments;
  Phase phase = Phase::app;
  auto operator<=>(const ProcessRecord&) const = default;
};

// What one argument of a call was, in every phase but the runtime's: under the mask that
// recorded_arguments.h gives for it.
struct ArgumentValues {
  static constexpr std::size_t kMax = 64;
  std::set<std::uint64_t> values;
  bool any = false;  // more than kMax, or not all are known; values is empty then

  void insert(std::uint64_t value);
  void set_any();
  void merge(const ArgumentValues& other);
  bool operator==(const ArgumentValues&) const = default;
};

struct Trace {
  static constexpr int kVersion = 2;

  Digest image;              // Image::digest of what was recorded
  std::string architecture;  // GOARCH
  std::string kernel;        // uname -r
  std::string runtime;       // "runc 1.1.5"
  std::set<std::string> probes;
  Losses losses;

  // Keyed by canonical path in the image's root: the final object and each symlink on the way are
  // files of their own. Only paths on the image's own file system: no /proc, no volume, no tmpfs.
  std::map<std::string, FileUse> files;
  // Look-ups that ended with ENOENT, by the path that was not there.
  std::map<std::string, FileUse> absent;
  // Changes that ended with EROFS, by path: what has to be writable under a read-only root.
  std::map<std::string, FileUse> refused;
  // Calls on a path that ended with EACCES or EPERM, by that path.
  std::map<std::string, FileUse> forbidden;
  // Opens that one probe saw and another should have seen but did not: the first few, as text.
  std::set<std::string> contradictions;
  static constexpr std::size_t kMaxContradictions = 8;
  Calls syscalls;  // that were entered; ABIs as libseccomp names them: "x86_64", "x86", "aarch64"
  Calls denied_syscalls;  // that ended with EPERM, EACCES or ENOSYS, for naming what was denied
  // ABI -> system call -> index of an argument -> its values; only calls of recorded_arguments.h.
  // Empty in traces of older versions.
  std::map<std::string, std::map<std::string, std::map<unsigned, ArgumentValues>>> arguments;
  // Capabilities that the kernel checked and granted, by name ("CAP_CHOWN"). Empty also where no
  // probe could see the checks.
  std::map<std::string, CallUse> capabilities;
  std::set<ProcessRecord> processes;
  std::set<std::uint16_t> ports;  // TCP ports that listened
  // Paths created, changed or removed, from the overlay's upper directory.
  std::set<std::string> written;

  // The union of both: order and repetition do not matter. Throws Error when the images differ.
  void merge(const Trace& other);
  bool operator==(const Trace&) const = default;
};

}  // namespace whittle
