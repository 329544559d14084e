#include "probes/calls/resolver.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <sstream>

#include "probes/calls/path_text.h"
#include "probes/calls/process_text.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr int kMaxLinks = 40;           // MAXSYMLINKS
constexpr std::uint64_t kProcRoot = 1;  // PROC_ROOT_INO

bool same_object(const Place& a, const Place& b) {
  return a.inode == b.inode && a.device == b.device && a.mount == b.mount;
}

bool on_image(const Place& place) {
  return place.side != Place::Side::elsewhere;
}

bool on_proc(int fd) {
  struct ::statfs status {};
  return ::fstatfs(fd, &status) == 0 && status.f_type == PROC_SUPER_MAGIC;
}

// The id of a process in its innermost pid namespace: mostly the one whose /proc it reads.
std::string inner_id(pid_t tid, const char* field) {
  try {
    std::istringstream status(base::read_file(proc_path(tid, "status"), 64 << 10));
    for (std::string line; std::getline(status, line);) {
      if (!line.starts_with(field)) continue;
      const std::size_t end = line.find_last_not_of(" \t");
      const std::size_t begin = line.find_last_of(" \t:", end);
      return line.substr(begin + 1, end - begin);
    }
  } catch (const Error&) {
    // The process is gone.
  }
  return "self";
}

}  // namespace

struct Resolver::Walk {
  pid_t tid;
  bool follow;
  const OpenPlace& root;
  const OpenPlace* base;         // the current directory: root or start, unless own is set
  std::optional<OpenPlace> own;  // the current directory or file, if it was opened on the way
  std::deque<std::string> todo;
  Resolution result;
  int links = 0;

  const OpenPlace& here() const { return own ? *own : *base; }
};

std::optional<OpenPlace> Resolver::open_place(pid_t tid, const std::string& name) {
  OpenPlace opened{.fd = base::Fd(::open(proc_path(tid, name).c_str(), O_PATH | O_CLOEXEC))};
  if (!opened.fd || !identify(opened.fd.get(), opened.place)) return std::nullopt;
  mounts_.locate(opened.fd.get(), tid, opened.place);
  return opened;
}

const OpenPlace* Resolver::root(pid_t tid, ProcessDirectories& directories) {
  if (!directories.root) directories.root = open_place(tid, "root");
  return directories.root ? &*directories.root : nullptr;
}

const OpenPlace* Resolver::start(pid_t tid, ProcessDirectories& directories,
                                 const PathRequest& request, std::optional<OpenPlace>& own) {
  if (request.directory != PathRequest::kCwd) {
    own = open_place(tid, "fd/" + std::to_string(request.directory));
    return own ? &*own : nullptr;
  }
  if (!directories.cwd) directories.cwd = open_place(tid, "cwd");
  return directories.cwd ? &*directories.cwd : nullptr;
}

Resolution Resolver::descriptor(pid_t tid, int number) {
  Resolution result;
  auto opened =
      open_place(tid, number == PathRequest::kCwd ? "cwd" : "fd/" + std::to_string(number));
  if (!opened) return result;
  result.end = Resolution::End::found;
  result.place = std::move(opened->place);
  result.object = std::move(opened->fd);
  return result;
}

Resolution Resolver::resolve(pid_t tid, ProcessDirectories& directories,
                             const PathRequest& request) {
  const bool absolute = request.path.starts_with('/');
  const bool follow = request.follow || request.path.ends_with('/');
  const OpenPlace* root = this->root(tid, directories);
  std::optional<OpenPlace> own_start;
  const OpenPlace* start = root;
  if (root && (!absolute || request.in_root))
    start = this->start(tid, directories, request, own_start);
  if (root && request.in_root) root = start;
  Resolution failed;
  if (!root || !start) {
    // A wrong descriptor is the caller's EBADF; without root or working directory the path is
    // unknown.
    const bool blind = !root ? !request.in_root : request.directory == PathRequest::kCwd;
    failed.end = blind ? Resolution::End::unreadable : Resolution::End::none;
    return failed;
  }

  Resolution result;
  if (resolve_at_once(*start, request.path, follow, result)) return result;
  Walk walk{.tid = tid, .follow = follow, .root = *root, .base = start};
  for (const std::string_view name : components(request.path)) walk.todo.emplace_back(name);
  this->walk(walk);
  return std::move(walk.result);
}

// Most paths contain neither symlinks nor mount points: one call resolves them.
bool Resolver::resolve_at_once(const OpenPlace& base, std::string_view path, bool follow,
                               Resolution& result) {
  if (!on_image(base.place)) return false;
  std::string canonical = base.place.path;
  std::string relative;
  for (const std::string_view name : components(path)) {
    if (name == "..") return false;
    if (name == ".") continue;
    canonical = join(canonical, name);
    relative += relative.empty() ? "" : "/";
    relative += name;
  }
  if (relative.empty()) return false;
  open_how how{.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC,
               .mode = 0,
               .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV};
  base::Fd fd(
      static_cast<int>(::syscall(SYS_openat2, base.fd.get(), relative.c_str(), &how, sizeof how)));
  if (!fd || !identify(fd.get(), result.place)) return false;
  if (S_ISLNK(result.place.mode) && follow) return false;
  if (path.ends_with('/') && !S_ISDIR(result.place.mode)) return false;
  result.end = Resolution::End::found;
  result.place.side = base.place.side;
  result.place.path = std::move(canonical);
  result.object = std::move(fd);
  return true;
}

void Resolver::walk(Walk& walk) {
  while (!walk.todo.empty()) {
    if (!step(walk)) return;
  }
  walk.result.end = Resolution::End::found;
  walk.result.place = walk.here().place;
  walk.result.object = walk.own ? std::move(walk.own->fd)
                                : base::Fd(::fcntl(walk.base->fd.get(), F_DUPFD_CLOEXEC, 3));
}

// Resolves one component; false when the walk has ended and the result is set.
bool Resolver::step(Walk& walk) {
  const std::string name = std::move(walk.todo.front());
  walk.todo.pop_front();
  if (name == ".") return true;
  if (name == "..") return step_up(walk);

  const OpenPlace& here = walk.here();
  base::Fd fd(::openat(here.fd.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  const int error = fd ? 0 : errno;
  Place place;
  if (error == ENOENT) {
    walk.result.end = Resolution::End::missing;
    walk.result.place = here.place;
    if (!on_image(here.place)) return false;
    walk.result.place.path = join(here.place.path, name);
    for (const std::string& rest : walk.todo) {
      if (rest == "..") break;
      if (rest != ".") walk.result.place.path = join(walk.result.place.path, rest);
    }
    return false;
  }
  if (error == ENOTDIR) {  // the file that is not a directory decided the result
    walk.result.end = Resolution::End::found;
    walk.result.place = here.place;
    return false;
  }
  if (error == ENAMETOOLONG) return false;
  if (error != 0 || !identify(fd.get(), place)) {
    if (on_image(here.place)) walk.result.end = Resolution::End::unreadable;
    return false;
  }

  if (S_ISLNK(place.mode) && (walk.follow || !walk.todo.empty())) {
    return follow_link(walk, name, std::move(fd), place);
  }
  if (place.mount == here.place.mount) {
    place.side = here.place.side;
    if (on_image(place)) place.path = join(here.place.path, name);
  } else {
    mounts_.locate(fd.get(), walk.tid, place);
  }
  walk.own = OpenPlace{.fd = std::move(fd), .place = std::move(place)};
  return true;
}

bool Resolver::step_up(Walk& walk) {
  const OpenPlace& here = walk.here();
  if (same_object(here.place, walk.root.place)) return true;
  base::Fd fd(::openat(here.fd.get(), "..", O_PATH | O_CLOEXEC));
  Place place;
  if (!fd || !identify(fd.get(), place)) {
    walk.result.end = errno == ENOTDIR ? Resolution::End::found : Resolution::End::unreadable;
    walk.result.place = here.place;
    return false;
  }
  if (place.mount == here.place.mount && on_image(here.place)) {
    place.side = here.place.side;
    place.path = parent(here.place.path);
  } else {
    mounts_.locate(fd.get(), walk.tid, place);
  }
  walk.own = OpenPlace{.fd = std::move(fd), .place = std::move(place)};
  return true;
}

bool Resolver::follow_link(Walk& walk, const std::string& name, base::Fd link, const Place& place) {
  const OpenPlace& here = walk.here();
  if (place.mount == here.place.mount && here.place.in_container()) {
    walk.result.links.push_back(join(here.place.path, name));
  }
  if (++walk.links > kMaxLinks) return false;  // ELOOP; the links so far are recorded

  if (!on_image(here.place) && on_proc(here.fd.get())) {
    const bool at_root = here.place.inode == kProcRoot;
    if (at_root && (name == "self" || name == "thread-self")) {
      // Read by this process, these would lead to this process.
      if (name == "thread-self") {
        walk.todo.push_front(inner_id(walk.tid, "NSpid:"));
        walk.todo.push_front("task");
      }
      walk.todo.push_front(inner_id(walk.tid, "NStgid:"));
      return true;
    }
    if (!at_root) {  // a magic link: it leads to the object itself, whatever its text says
      OpenPlace target{.fd = base::Fd(::openat(here.fd.get(), name.c_str(), O_PATH | O_CLOEXEC))};
      if (!target.fd || !identify(target.fd.get(), target.place)) {
        walk.result.end = Resolution::End::missing;
        walk.result.place = Place{};
        return false;
      }
      mounts_.locate(target.fd.get(), walk.tid, target.place);
      walk.own = std::move(target);
      return true;
    }
  }

  char text[PATH_MAX];
  const ssize_t length = ::readlinkat(link.get(), "", text, sizeof text);
  if (length <= 0) {
    walk.result.end = Resolution::End::unreadable;
    return false;
  }
  const std::string_view target(text, static_cast<std::size_t>(length));
  if (target.ends_with('/') && walk.todo.empty()) walk.follow = true;
  const auto names = components(target);
  for (auto name_of = names.rbegin(); name_of != names.rend(); ++name_of) {
    walk.todo.emplace_front(*name_of);
  }
  if (target.starts_with('/')) {
    walk.own.reset();
    walk.base = &walk.root;
  }
  return true;
}

}  // namespace whittle::probes
