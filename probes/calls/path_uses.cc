#include "probes/calls/path_uses.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace whittle::probes {
namespace {

using Kind = PathArgument::Kind;

// With O_PATH an open is a look-up; an open for writing is a change.
EnumSet<Use> uses_of_open(std::uint64_t flags) {
  if ((flags & O_PATH) != 0) return only(Use::lookup);
  EnumSet<Use> uses = only(Use::open);
  if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0)
    uses.insert(Use::change);
  return uses;
}

bool open_follows(std::uint64_t flags) {
  return (flags & O_NOFOLLOW) == 0 && (flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL);
}

class Reader {
 public:
  Reader(const Call& call, const CallMemory& memory) : call_(call), memory_(memory) {}

  void add(const PathArgument& argument, int which) {
    const std::size_t before = result.paths.size();
    add(argument);
    if (result.paths.size() > before) result.paths.back().which = which;
  }
  PathUses result;

 private:
  void add(const PathArgument& argument);
  void add_path(const PathArgument& argument);
  void add_address(const PathArgument& argument);
  bool read_flags(const PathArgument& argument, PathUse& path);

  const Call& call_;
  const CallMemory& memory_;
};

void Reader::add(const PathArgument& argument) {
  switch (argument.kind) {
    case Kind::none:
      return;
    case Kind::descriptor:
      result.paths.push_back({.request = {.directory = call_.descriptor(argument.argument)},
                              .uses = EnumSet<Use>::from_bits(argument.uses)});
      return;
    case Kind::unix_address:
      return add_address(argument);
    case Kind::clone_flags:
      result.hides_child = (call_.arguments[argument.argument] & CLONE_UNTRACED) != 0;
      return;
    case Kind::clone_args: {
      std::uint64_t flags = 0;  // the first member of struct clone_args
      memory_.read(call_.pointer(argument.argument), std::as_writable_bytes(std::span(&flags, 1)));
      result.hides_child = (flags & CLONE_UNTRACED) != 0;
      return;
    }
    case Kind::path:
    case Kind::absolute_path:
      return add_path(argument);
  }
}

void Reader::add_path(const PathArgument& argument) {
  const std::uint64_t address = call_.pointer(argument.argument);
  const bool has_directory = argument.directory != PathArgument::kNone;
  PathUse path{.request = {}, .uses = EnumSet<Use>::from_bits(argument.uses)};
  if (has_directory) path.request.directory = call_.descriptor(argument.directory);
  if (address != 0) {
    const auto text = memory_.text(address);
    if (!text) {
      result.unreadable = true;
      return;
    }
    path.request.path = *text;
  }
  if (argument.kind == Kind::absolute_path && !path.request.path.starts_with('/')) return;
  if (path.is_descriptor()) {
    if (has_directory) result.paths.push_back(std::move(path));  // else EFAULT or ENOENT
    return;
  }
  if (read_flags(argument, path)) result.paths.push_back(std::move(path));
}

bool Reader::read_flags(const PathArgument& argument, PathUse& path) {
  const std::uint64_t flags =
      argument.flags == PathArgument::kNone ? 0 : call_.arguments[argument.flags];
  switch (argument.follow) {
    case Follow::always:
      break;
    case Follow::never:
      path.request.follow = false;
      break;
    case Follow::unless_flag:
      path.request.follow = (flags & argument.flag) == 0;
      break;
    case Follow::if_flag:
      path.request.follow = (flags & argument.flag) != 0;
      break;
    case Follow::open_flags:
      path.request.follow = open_follows(flags);
      path.uses = uses_of_open(flags);
      break;
    case Follow::open_how: {
      open_how how{};
      if (!memory_.read(call_.pointer(argument.flags),
                        std::as_writable_bytes(std::span(&how, 1)))) {
        result.unreadable = true;
        return false;
      }
      path.request.follow = open_follows(how.flags);
      path.request.in_root = (how.resolve & RESOLVE_IN_ROOT) != 0;
      path.uses = uses_of_open(how.flags);
      break;
    }
  }
  return true;
}

void Reader::add_address(const PathArgument& argument) {
  const std::uint64_t address = call_.pointer(argument.argument);
  const std::uint64_t length =
      std::min<std::uint64_t>(call_.pointer(argument.argument + 1), sizeof(sockaddr_un));
  sockaddr_un name{};
  if (address == 0 || length <= offsetof(sockaddr_un, sun_path)) return;
  if (!memory_.read(address, std::as_writable_bytes(std::span(&name, 1)).first(length))) {
    result.unreadable = true;
    return;
  }
  // An empty name is an abstract one (unix(7)).
  if (name.sun_family != AF_UNIX || name.sun_path[0] == 0) return;
  const std::size_t room = length - offsetof(sockaddr_un, sun_path);
  const EnumSet<Use> uses = EnumSet<Use>::from_bits(argument.uses);
  result.paths.push_back(
      {.request = {.path = std::string(name.sun_path, ::strnlen(name.sun_path, room)),
                   .follow = !uses.contains(Use::change)},
       .uses = uses});
}

}  // namespace

PathUses path_uses(const PathCall& path_call, const Call& call, const CallMemory& memory) {
  Reader reader(call, memory);
  reader.add(path_call.first, 0);
  reader.add(path_call.second, 1);
  return std::move(reader.result);
}

}  // namespace whittle::probes
