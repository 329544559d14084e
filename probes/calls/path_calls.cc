#include "probes/calls/path_calls.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mount.h>

#include <sstream>
#include <string>

#include "trace/syscall_names.h"
#include "whittle/trace.h"

namespace whittle::probes {
namespace {

constexpr std::uint32_t bit(Use use) {
  return 1U << static_cast<unsigned>(use);
}

constexpr std::uint32_t kOpen = bit(Use::open);
constexpr std::uint32_t kExec = bit(Use::exec);
constexpr std::uint32_t kLookup = bit(Use::lookup);
constexpr std::uint32_t kReadlink = bit(Use::readlink);
constexpr std::uint32_t kList = bit(Use::list);
constexpr std::uint32_t kChdir = bit(Use::chdir);
constexpr std::uint32_t kXattr = bit(Use::xattr);
constexpr std::uint32_t kChange = bit(Use::change);

using Kind = PathArgument::Kind;

// path(argument, uses): relative to the working directory.
constexpr PathArgument path(std::int8_t argument, std::uint32_t uses,
                            Follow follow = Follow::always) {
  return {.kind = Kind::path, .argument = argument, .follow = follow, .uses = uses};
}
// at(directory, uses): the path is the argument after the directory's.
constexpr PathArgument at(std::int8_t directory, std::uint32_t uses,
                          Follow follow = Follow::always) {
  return {.kind = Kind::path,
          .directory = directory,
          .argument = static_cast<std::int8_t>(directory + 1),
          .follow = follow,
          .uses = uses};
}
constexpr PathArgument with_flags(PathArgument argument, Follow follow, std::int8_t flags,
                                  std::uint32_t flag = 0) {
  argument.follow = follow;
  argument.flags = flags;
  argument.flag = flag;
  return argument;
}
constexpr PathArgument nofollow_flag(PathArgument argument, std::int8_t flags) {
  return with_flags(argument, Follow::unless_flag, flags, AT_SYMLINK_NOFOLLOW);
}
constexpr PathArgument descriptor(std::int8_t argument, std::uint32_t uses) {
  return {.kind = Kind::descriptor, .argument = argument, .uses = uses};
}
constexpr PathArgument address(std::int8_t argument, std::uint32_t uses) {
  return {.kind = Kind::unix_address, .argument = argument, .uses = uses};
}
constexpr PathArgument absolute(std::int8_t argument, std::uint32_t uses) {
  return {.kind = Kind::absolute_path, .argument = argument, .uses = uses};
}

// From linux/mount.h, which cannot be included together with sys/mount.h.
constexpr std::uint32_t kMoveFromSymlinks = 0x1;  // MOVE_MOUNT_F_SYMLINKS
constexpr std::uint32_t kMoveToSymlinks = 0x10;   // MOVE_MOUNT_T_SYMLINKS
constexpr std::uint32_t kPickNoFollow = 0x2;      // FSPICK_SYMLINK_NOFOLLOW

// One row for each page of section 2 of the manual, where there is one.
const PathCall kPathCalls[] = {
    {"open", with_flags(path(0, kOpen), Follow::open_flags, 1)},
    {"openat", with_flags(at(0, kOpen), Follow::open_flags, 2)},
    {"openat2", with_flags(at(0, kOpen), Follow::open_how, 2)},
    {"creat", path(0, kOpen | kChange)},
    {"uselib", path(0, kOpen)},
    {"execve", path(0, kExec)},
    {"execveat", nofollow_flag(at(0, kExec), 4)},

    {"access", path(0, kLookup)},
    {"faccessat", at(0, kLookup)},
    {"faccessat2", nofollow_flag(at(0, kLookup), 3)},
    {"stat stat64 oldstat statfs statfs64", path(0, kLookup)},
    {"lstat lstat64 oldlstat", path(0, kLookup, Follow::never)},
    {"newfstatat fstatat64", nofollow_flag(at(0, kLookup), 3)},
    {"statx", nofollow_flag(at(0, kLookup), 2)},
    {"readlink", path(0, kReadlink, Follow::never)},
    {"readlinkat", at(0, kReadlink, Follow::never)},
    {"name_to_handle_at", with_flags(at(0, kLookup), Follow::if_flag, 4, AT_SYMLINK_FOLLOW)},
    {"inotify_add_watch", with_flags(path(1, kLookup), Follow::unless_flag, 2, IN_DONT_FOLLOW)},
    // On i386 the 64-bit mask takes two arguments.
    {.names = "fanotify_mark",
     .first = with_flags(at(4, kLookup), Follow::unless_flag, 1, FAN_MARK_DONT_FOLLOW),
     .only_abi = AUDIT_ARCH_I386},
    {"fanotify_mark", with_flags(at(3, kLookup), Follow::unless_flag, 1, FAN_MARK_DONT_FOLLOW)},
    {"quotactl", absolute(1, kLookup)},
    {"getdents getdents64 readdir", descriptor(0, kList)},

    {.names = "chdir", .first = path(0, kChdir), .changes = Changes::directories},
    {.names = "chroot", .first = path(0, kChdir), .changes = Changes::directories},
    {.names = "fchdir", .first = descriptor(0, kChdir), .changes = Changes::directories},

    {"getxattr listxattr", path(0, kXattr)},
    {"lgetxattr llistxattr", path(0, kXattr, Follow::never)},
    {"fgetxattr flistxattr", descriptor(0, kXattr)},
    {"setxattr removexattr", path(0, kXattr | kChange)},
    {"lsetxattr lremovexattr", path(0, kXattr | kChange, Follow::never)},
    {"fsetxattr fremovexattr", descriptor(0, kXattr | kChange)},
    {"getxattrat listxattrat", nofollow_flag(at(0, kXattr), 2)},
    {"setxattrat removexattrat", nofollow_flag(at(0, kXattr | kChange), 2)},
    {"file_getattr", nofollow_flag(at(0, kXattr), 4)},
    {"file_setattr", nofollow_flag(at(0, kXattr | kChange), 4)},

    {"truncate truncate64", path(0, kChange)},
    {"ftruncate ftruncate64 fchmod fchown fchown32", descriptor(0, kChange)},
    {"chmod chown chown32 utime utimes", path(0, kChange)},
    {"lchown lchown32", path(0, kChange, Follow::never)},
    {"fchmodat", at(0, kChange)},
    {"fchmodat2", nofollow_flag(at(0, kChange), 3)},
    {"fchownat", nofollow_flag(at(0, kChange), 4)},
    {"futimesat", at(0, kChange)},
    {"utimensat utimensat_time64", nofollow_flag(at(0, kChange), 3)},
    {"mkdir rmdir mknod unlink", path(0, kChange, Follow::never)},
    {"mkdirat mknodat unlinkat", at(0, kChange, Follow::never)},
    {"symlink", path(1, kChange, Follow::never)},
    {"symlinkat", at(1, kChange, Follow::never)},
    {"link", path(0, kChange, Follow::never), path(1, kChange, Follow::never)},
    {"linkat", with_flags(at(0, kChange), Follow::if_flag, 4, AT_SYMLINK_FOLLOW),
     at(2, kChange, Follow::never)},
    {"rename", path(0, kChange, Follow::never), path(1, kChange, Follow::never),
     Changes::directories},
    {"renameat renameat2", at(0, kChange, Follow::never), at(2, kChange, Follow::never),
     Changes::directories},

    {"bind", address(1, kChange)},
    {"connect", address(1, kLookup)},
    {"sendto", address(4, kLookup)},

    {"mount", absolute(0, kLookup), path(1, kLookup), Changes::mounts},
    {.names = "umount", .first = path(0, kLookup), .changes = Changes::mounts},
    {.names = "umount2",
     .first = with_flags(path(0, kLookup), Follow::unless_flag, 1, UMOUNT_NOFOLLOW),
     .changes = Changes::mounts},
    {"pivot_root", path(0, kLookup), path(1, kLookup), Changes::mounts},
    {"move_mount", with_flags(at(0, kLookup), Follow::if_flag, 4, kMoveFromSymlinks),
     with_flags(at(2, kLookup), Follow::if_flag, 4, kMoveToSymlinks), Changes::mounts},
    {"open_tree open_tree_attr", nofollow_flag(at(0, kLookup), 2)},
    {"fspick", with_flags(at(0, kLookup), Follow::unless_flag, 2, kPickNoFollow)},
    {.names = "mount_setattr", .first = nofollow_flag(at(0, kLookup), 2)},
    {.names = "setns unshare", .changes = Changes::mounts},
    {"swapon swapoff acct", path(0, kLookup)},

    {.names = "clone", .first = {.kind = Kind::clone_flags}},
    {.names = "clone3", .first = {.kind = Kind::clone_args}},
};

}  // namespace

Invalidation invalidation_of(const PathCall& call) {
  const std::string_view names = call.names;
  if (call.changes == Changes::mounts || names == "chroot") return {.roots = true, .paths = true};
  const bool renames = call.changes == Changes::directories && call.second.kind != Kind::none;
  return {.roots = false, .paths = renames || names == "symlink" || names == "symlinkat"};
}

const PathCall* PathCalls::find(std::uint32_t audit_arch, std::uint64_t number) {
  auto table = tables_.find(audit_arch);
  if (table == tables_.end()) table = tables_.emplace(audit_arch, build(audit_arch)).first;
  const auto found = table->second.find(number);
  return found != table->second.end() ? found->second : nullptr;
}

std::span<const PathCall> PathCalls::all() {
  return kPathCalls;
}

PathCalls::Table PathCalls::build(std::uint32_t audit_arch) {
  Table table;
  for (const PathCall& call : kPathCalls) {
    if (call.only_abi != 0 && call.only_abi != audit_arch) continue;
    std::istringstream names(call.names);
    for (std::string name; names >> name;) {
      // The first row with a name is used; calls that the ABI does not have are left out.
      if (const auto number = trace::syscall_number(audit_arch, name))
        table.emplace(*number, &call);
    }
  }
  return table;
}

}  // namespace whittle::probes
