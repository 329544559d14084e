#include "probes/ptrace/call_recorder.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstring>

#include "probes/ptrace/tracee_memory.h"
#include "trace/syscall_names.h"

namespace whittle::probes {
namespace {

constexpr int kMaxInterpreters = 5;            // linux: exec_binprm
constexpr std::size_t kInterpreterLine = 256;  // BINPRM_BUF_SIZE
constexpr std::size_t kPathMax = PATH_MAX;

using Kind = PathArgument::Kind;

bool is_narrow(std::uint32_t arch) {
  return (arch & __AUDIT_ARCH_64BIT) == 0;
}

std::uint64_t pointer(const Call& call, int argument) {
  const std::uint64_t value = call.arguments[argument];
  return is_narrow(call.arch) ? value & 0xffffffffU : value;
}

int number(const Call& call, int argument) {
  return static_cast<int>(call.arguments[argument]);
}

EnumSet<Use> use(Use one) {
  EnumSet<Use> set;
  set.insert(one);
  return set;
}

bool has(EnumSet<Use> uses, Use one) {
  return uses.contains(one);
}

// An open for O_PATH looks a file up; one for writing changes it.
EnumSet<Use> uses_of_open(std::uint64_t flags) {
  if ((flags & O_PATH) != 0) return use(Use::lookup);
  EnumSet<Use> uses = use(Use::open);
  if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0)
    uses.insert(Use::change);
  return uses;
}

bool open_follows(std::uint64_t flags) {
  return (flags & O_NOFOLLOW) == 0 && (flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL);
}

// The interpreter of a script, as the kernel reads it (fs/binfmt_script.c); empty where it is none.
std::string interpreter_of(const Resolution& file) {
  if (file.end != Resolution::End::found || !file.place.in_container() ||
      !S_ISREG(file.place.mode) || !file.object) {
    return "";
  }
  const std::string path = "/proc/self/fd/" + std::to_string(file.object.get());
  const base::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOATIME | O_NONBLOCK));
  char line[kInterpreterLine];
  const ssize_t length = fd ? ::pread(fd.get(), line, sizeof line, 0) : -1;
  if (length < 3 || line[0] != '#' || line[1] != '!') return "";
  std::string_view text(line + 2, static_cast<std::size_t>(length) - 2);
  text = text.substr(0, text.find('\n'));
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  text.remove_prefix(begin);
  return std::string(text.substr(0, text.find_first_of(std::string_view(" \t\0", 3))));
}

}  // namespace

void CallRecorder::entered(Tracee& tracee, const Call& call, Phase phase) {
  counts_.entered(call.arch, call.number, phase);
  if (phase != Phase::runtime) values_.entered(tracee.tid, call);
  tracee.call = call;
  tracee.pending.clear();
  tracee.unreadable = false;
  tracee.hides_child = false;
  tracee.path_call = path_calls_.find(call.arch, call.number);
  if (!tracee.path_call || is_blind_spot(tracee, phase)) return;
  add(tracee, tracee.path_call->first);
  add(tracee, tracee.path_call->second);
  // Kept open, they would make an unmount fail.
  for (PendingPath& path : tracee.pending) path.resolution.object.reset();
}

// A runtime outside of the container's root looks at the host's files only.
bool CallRecorder::is_blind_spot(Tracee& tracee, Phase phase) {
  if (phase != Phase::runtime) return false;
  const Spot* root = resolver_.root(tracee.tid, tracee.standing);
  return !root || !root->place.in_container();
}

void CallRecorder::add(Tracee& tracee, const PathArgument& argument) {
  switch (argument.kind) {
    case Kind::none:
      return;
    case Kind::descriptor:
      tracee.pending.push_back(
          {.resolution = resolver_.descriptor(tracee.tid, number(tracee.call, argument.argument)),
           .uses = EnumSet<Use>::from_bits(argument.uses),
           .only_if_successful = true});
      return;
    case Kind::unix_address:
      return add_address(tracee, argument);
    case Kind::clone_flags:
      tracee.hides_child = (tracee.call.arguments[argument.argument] & CLONE_UNTRACED) != 0;
      return;
    case Kind::clone_args: {
      std::uint64_t flags = 0;  // the first member of struct clone_args
      const std::uint64_t address = pointer(tracee.call, argument.argument);
      read_memory(tracee.tid, address, std::as_writable_bytes(std::span(&flags, 1)));
      tracee.hides_child = (flags & CLONE_UNTRACED) != 0;
      return;
    }
    case Kind::path:
    case Kind::absolute_path:
      return add_path(tracee, argument);
  }
}

void CallRecorder::add_path(Tracee& tracee, const PathArgument& argument) {
  const Call& call = tracee.call;
  const std::uint64_t address = pointer(call, argument.argument);
  const bool has_directory = argument.directory != PathArgument::kNone;
  EnumSet<Use> uses = EnumSet<Use>::from_bits(argument.uses);
  PathRequest request;
  if (has_directory) request.directory = number(call, argument.directory);
  if (address != 0) {
    const auto path = read_string(tracee.tid, address, kPathMax);
    if (!path) {
      tracee.unreadable = true;
      return;
    }
    request.path = *path;
  }
  if (argument.kind == Kind::absolute_path && !request.path.starts_with('/')) return;
  if (request.path.empty()) {
    if (!has_directory) return;  // EFAULT or ENOENT
    tracee.pending.push_back({.resolution = resolver_.descriptor(tracee.tid, request.directory),
                              .uses = uses,
                              .only_if_successful = true});
    return;
  }

  const std::uint64_t flags =
      argument.flags == PathArgument::kNone ? 0 : call.arguments[argument.flags];
  switch (argument.follow) {
    case Follow::always:
      break;
    case Follow::never:
      request.follow = false;
      break;
    case Follow::unless_flag:
      request.follow = (flags & argument.flag) == 0;
      break;
    case Follow::if_flag:
      request.follow = (flags & argument.flag) != 0;
      break;
    case Follow::open_flags:
      request.follow = open_follows(flags);
      uses = uses_of_open(flags);
      break;
    case Follow::open_how: {
      open_how how{};
      if (!read_memory(tracee.tid, pointer(call, argument.flags),
                       std::as_writable_bytes(std::span(&how, 1)))) {
        tracee.unreadable = true;
        return;
      }
      request.follow = open_follows(how.flags);
      request.in_root = (how.resolve & RESOLVE_IN_ROOT) != 0;
      uses = uses_of_open(how.flags);
      break;
    }
  }
  tracee.pending.push_back(
      {.resolution = resolver_.resolve(tracee.tid, tracee.standing, request), .uses = uses});
  if (has(uses, Use::exec)) add_interpreters(tracee);
}

void CallRecorder::add_address(Tracee& tracee, const PathArgument& argument) {
  const std::uint64_t address = pointer(tracee.call, argument.argument);
  const std::uint64_t length =
      std::min<std::uint64_t>(pointer(tracee.call, argument.argument + 1), sizeof(sockaddr_un));
  sockaddr_un name{};
  if (address == 0 || length <= offsetof(sockaddr_un, sun_path)) return;
  if (!read_memory(tracee.tid, address,
                   std::as_writable_bytes(std::span(&name, 1)).first(length))) {
    tracee.unreadable = true;
    return;
  }
  // An empty name is an abstract one (unix(7)).
  if (name.sun_family != AF_UNIX || name.sun_path[0] == 0) return;
  const std::size_t room = length - offsetof(sockaddr_un, sun_path);
  const EnumSet<Use> uses = EnumSet<Use>::from_bits(argument.uses);
  const PathRequest request{.path = std::string(name.sun_path, ::strnlen(name.sun_path, room)),
                            .follow = !has(uses, Use::change)};
  tracee.pending.push_back(
      {.resolution = resolver_.resolve(tracee.tid, tracee.standing, request), .uses = uses});
}

// The kernel opens a script's interpreter by itself: no call names it.
void CallRecorder::add_interpreters(Tracee& tracee) {
  for (int depth = 0; depth < kMaxInterpreters; ++depth) {
    PathRequest request{.path = interpreter_of(tracee.pending.back().resolution)};
    if (request.path.empty()) return;
    tracee.pending.push_back({.resolution = resolver_.resolve(tracee.tid, tracee.standing, request),
                              .uses = use(Use::exec)});
  }
}

Ground CallRecorder::ended(Tracee& tracee, std::optional<int> error, Phase phase) {
  const Call& call = tracee.call;
  if (error == EPERM || error == EACCES || error == ENOSYS) {
    counts_.denied(call.arch, call.number, phase);
  }
  // Those two say that the kernel could not read it either.
  if (tracee.unreadable && error && *error != EFAULT && *error != ENAMETOOLONG)
    ++findings_.losses().unreadable_path;
  if (tracee.hides_child && error == 0) ++findings_.losses().untraced_process;
  tracee.unreadable = tracee.hides_child = false;
  for (const PendingPath& path : tracee.pending) book(tracee, path, error, phase);
  tracee.pending.clear();
  const PathCall* path_call = tracee.path_call;
  tracee.path_call = nullptr;
  if (!path_call || error != 0) return Ground::stays;
  if (path_call->ground == Ground::remount) mounts_.forget();
  return path_call->ground;
}

void CallRecorder::book(const Tracee& tracee, const PendingPath& path, std::optional<int> error,
                        Phase phase) {
  const Resolution& resolution = path.resolution;
  const std::string& user = tracee.process->executable;
  for (const std::string& link : resolution.links) {
    findings_.file(link, use(Use::traverse), phase, user);
  }
  if (resolution.end == Resolution::End::unreadable && error) ++findings_.losses().unreadable_path;
  if (!resolution.place.in_container()) return;
  if (error) findings_.refused(resolution.place.path, path.uses, *error, phase, user);
  if (path.only_if_successful && error != 0) return;
  const std::string& name = resolution.place.path;
  if (resolution.end == Resolution::End::found) {
    // What was not done to a file was decided by it all the same.
    findings_.file(name, error == 0 ? path.uses : use(Use::lookup), phase, user);
  } else if (resolution.end == Resolution::End::missing && error == 0) {
    findings_.file(name, path.uses, phase,
                   user);  // made by this call, or by another thread meanwhile
  } else if (resolution.end == Resolution::End::missing && error) {
    findings_.absent(name, path.uses, phase, user);
  }
}

std::optional<std::string> CallRecorder::image_program(pid_t tid) {
  const std::string exe = "/proc/" + std::to_string(tid) + "/exe";
  const base::Fd program(::open(exe.c_str(), O_PATH | O_CLOEXEC));
  if (!program) return std::nullopt;
  const Place place = mounts_.locate(program.get(), tid);
  return place.in_container() ? std::optional(place.path) : std::nullopt;
}

}  // namespace whittle::probes
