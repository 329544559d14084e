// Table of the system calls that take paths: in which arguments, and what they do with them.
// Translated to the numbers of an ABI when that ABI is first seen.
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
  unless_flag,  // not followed if flag is set in argument flags
  if_flag,
  open_flags,  // open(2)'s flags are argument flags
  open_how,    // openat2(2)'s struct open_how is at argument flags
};

struct PathArgument {
  enum class Kind : std::uint8_t {
    none,
    path,
    absolute_path,  // counts only if it begins with '/': mount(2)'s source may be any text
    descriptor,     // no path: the file of a descriptor
    unix_address,   // a sockaddr_un; its length is the next argument
    clone_flags,    // no path: clone(2)'s flags
    clone_args,     // no path: clone3(2)'s struct clone_args
  };
  static constexpr std::int8_t kNone = -1;

  Kind kind = Kind::none;
  // The argument that is the dirfd; kNone: relative to the working directory.
  std::int8_t directory = kNone;
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

// What a successful call changes, of what is cached about processes.
enum class Changes : std::uint8_t {
  nothing,
  directories,  // root or working directory, or a directory above one of them was renamed
  mounts,
};

struct PathCall {
  const char* names = "";  // separated by spaces
  PathArgument first = {};
  PathArgument second = {};
  Changes changes = Changes::nothing;
  std::uint32_t only_abi = 0;  // AUDIT_ARCH_*; 0: all. Rows for one ABI come before those for all.
};

// What becomes invalid, of what is cached about paths, when a call succeeds.
struct Invalidation {
  bool roots = false;  // a process may have another root directory afterwards
  bool paths = false;  // a path may resolve differently: new symlink, mount or renamed directory
};
Invalidation invalidation_of(const PathCall& call);

class PathCalls {
 public:
  // Null for calls that take no path.
  const PathCall* find(std::uint32_t audit_arch, std::uint64_t number);
  // All rows.
  static std::span<const PathCall> all();

 private:
  using Table = std::map<std::uint64_t, const PathCall*>;
  static Table build(std::uint32_t audit_arch);
  std::map<std::uint32_t, Table> tables_;
};

}  // namespace whittle::probes
