// Which system calls take paths, in which arguments, and what they do with them: data, resolved to
// the numbers of each ABI when that ABI is first seen.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "whittle/trace.h"

namespace whittle::probes {

// Whether a symlink at the end of the path is followed.
enum class Follow : std::uint8_t {
  always,
  never,
  unless_flag,  // flag in argument flags: not followed
  if_flag,
  open_flags,  // open(2)'s flags are argument flags
  open_how,    // openat2(2)'s struct open_how is at argument flags
};

struct PathArgument {
  enum class Kind : std::uint8_t {
    none,
    path,
    absolute_path,  // only where it begins with '/': mount(2)'s source may be any word
    descriptor,     // no path: the object of a descriptor
    unix_address,   // a sockaddr_un, its length in the argument that follows
    clone_flags,    // no path either: clone(2)'s flags
    clone_args,     // clone3's
  };
  static constexpr std::int8_t kNone = -1;

  Kind kind = Kind::none;
  std::int8_t directory =
      kNone;  // the argument with the directory's descriptor; kNone: relative to cwd
  std::int8_t argument = 0;
  Follow follow = Follow::always;
  std::int8_t flags = kNone;
  std::uint32_t flag = 0;
  std::uint32_t uses = 0;  // EnumSet<Use>::bits()
};

inline EnumSet<Use> only(Use use) {
  EnumSet<Use> uses;
  uses.insert(use);
  return uses;
}

// What a success means for what we remember of processes.
enum class Ground : std::uint8_t {
  stays,
  moves,    // root or working directories changed, or a directory on the way to one was renamed
  remount,  // mounts changed
};

struct PathCall {
  const char* names = "";  // separated by spaces
  PathArgument first = {};
  PathArgument second = {};
  Ground ground = Ground::stays;
  std::uint32_t only_abi = 0;  // AUDIT_ARCH_*; 0: all. A row for one ABI goes before one for all.
};

// What a success may do to what we know of paths.
struct Upheaval {
  bool roots = false;  // a process may stand in another root afterwards
  bool names = false;  // a path may lead elsewhere: a symlink, a mount, a renamed directory
};
Upheaval upheaval_of(const PathCall& call);

class PathCalls {
 public:
  // Null for calls that take no path.
  const PathCall* find(std::uint32_t audit_arch, std::uint64_t number);
  // All rows, for who has to know them beforehand.
  static std::span<const PathCall> all();

 private:
  using Table = std::map<std::uint64_t, const PathCall*>;
  static Table build(std::uint32_t audit_arch);
  std::map<std::uint32_t, Table> tables_;
};

}  // namespace whittle::probes
