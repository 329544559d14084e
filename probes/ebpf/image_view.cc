#include "probes/ebpf/image_view.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <string_view>
#include <vector>

#include "base/open_inside.h"
#include "probes/calls/path_text.h"
#include "probes/mountinfo.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr int kMaxLinks = 40;               // linux: MAXSYMLINKS
constexpr std::size_t kMaxNamespaces = 64;  // whose mounts are kept

void put_first(std::deque<std::string>& todo, std::string_view path) {
  const auto names = components(path);
  todo.insert(todo.begin(), names.begin(), names.end());
}

std::uint32_t namespace_of(pid_t pid) {
  struct stat status {};
  const std::string path = "/proc/" + std::to_string(pid) + "/ns/mnt";
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint32_t>(status.st_ino) : 0;
}

}  // namespace

struct ImageView::Walk {
  const CallerContext& context;
  const Mounts& mounts;
  std::string root;
  std::string here;  // canonical, in the image
  bool follow;
  std::deque<std::string> todo;
  Resolution result;
  int links = 0;
};

ImageView::ImageView(const RecordingScope& scope)
    : scope_(scope), root_(::open(scope.rootfs.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
  if (!root_) throw SystemError("cannot open " + scope.rootfs, errno);
}

void ImageView::learn_mounts(pid_t pid) {
  const std::uint32_t its = namespace_of(pid);
  const std::vector<MountEntry> entries = mounts_of(pid);
  if (its == 0 || entries.empty()) return;  // the process is gone
  if (namespaces_.size() >= kMaxNamespaces && !namespaces_.contains(its)) return;
  if (first_namespace_ == 0) first_namespace_ = its;
  Mounts& mounts = namespaces_[its];
  mounts.clear();
  for (const MountEntry& entry : entries) {
    if (entry.mount_point == "/") continue;
    Mounted mounted{.image = std::nullopt, .is_proc = entry.type == "proc" && entry.root == "/"};
    if (entry.device == scope_.device) mounted.image = entry.root;
    mounts[entry.mount_point] = mounted;
  }
}

ImageView::Mounts& ImageView::mounts(const CallerContext& context) {
  const auto found = namespaces_.find(context.mount_namespace);
  if (found != namespaces_.end()) return found->second;
  // A new mount namespace begins as a copy of its creator's.
  if (namespaces_.size() >= kMaxNamespaces) return namespaces_[first_namespace_];
  return namespaces_[context.mount_namespace] = namespaces_[first_namespace_];
}

void ImageView::mounted(std::uint32_t mount_namespace, const std::string& target,
                        const Place* source) {
  CallerContext context;
  context.mount_namespace = mount_namespace;
  Mounted mounted;
  if (source && source->in_container()) mounted.image = source->path;
  mounts(context)[target] = mounted;
}

void ImageView::unmounted(std::uint32_t mount_namespace, const std::string& target) {
  CallerContext context;
  context.mount_namespace = mount_namespace;
  mounts(context).erase(target);
}

base::Fd ImageView::open(const std::string& path) const {
  return base::try_open_inside(root_.get(), path, O_PATH | O_NOFOLLOW, base::Symlinks::refused);
}

Resolution ImageView::at(const std::string& path) {
  Resolution result;
  result.object = open(path);
  result.end = Resolution::End::missing;
  if (result.object && identify(result.object.get(), result.place)) {
    result.end = Resolution::End::found;
  }
  result.place.side = Place::Side::container;
  result.place.path = path;
  return result;
}

Resolution ImageView::resolve(const CallerContext& context, const PathRequest& request) {
  const bool is_absolute = request.path.starts_with('/') && !request.in_root;
  const auto& start = is_absolute ? context.root : context.base;
  const auto& root = request.in_root ? context.base : context.root;
  if (!start) return {};  // it begins outside the image
  Walk walk{.context = context,
            .mounts = mounts(context),
            .root = root.value_or("/"),
            .here = *start,
            .follow = request.follow || request.path.ends_with('/'),
            .todo = {},
            .result = {}};
  Resolution result;
  if (resolve_at_once(walk, request.path, result)) return result;
  put_first(walk.todo, request.path);
  while (!walk.todo.empty()) {
    if (!step(walk)) return std::move(walk.result);
  }
  result = at(walk.here);
  result.links = std::move(walk.result.links);
  return result;
}

// Most paths contain neither symlinks nor mount points: one call resolves them.
bool ImageView::resolve_at_once(const Walk& walk, std::string_view path, Resolution& result) {
  std::string canonical = walk.here;
  for (const std::string_view name : components(path)) {
    if (name == "..") return false;
    if (name != ".") canonical = join(canonical, name);
    if (walk.mounts.contains(canonical)) return false;
  }
  Resolution found = at(canonical);
  if (found.end != Resolution::End::found) return false;
  if (S_ISLNK(found.place.mode) && walk.follow) return false;
  if (path.ends_with('/') && !S_ISDIR(found.place.mode)) return false;
  result = std::move(found);
  return true;
}

// Resolves one component; false when the walk has ended and the result is set.
bool ImageView::step(Walk& walk) {
  const std::string name = std::move(walk.todo.front());
  walk.todo.pop_front();
  if (name == ".") return true;
  if (name == "..") {
    if (walk.here != walk.root) walk.here = parent(walk.here);
    return true;
  }
  const std::string path = join(walk.here, name);
  if (const auto mount = walk.mounts.find(path); mount != walk.mounts.end()) {
    return enter_mount(walk, mount->second);
  }
  Resolution next = at(path);
  if (next.end == Resolution::End::missing) {
    walk.result.end = Resolution::End::missing;
    walk.result.place.side = Place::Side::container;
    walk.result.place.path = path;
    if (Resolution here = at(walk.here);
        here.end == Resolution::End::found && !S_ISDIR(here.place.mode)) {
      // The file that is not a directory decided the result.
      walk.result.end = Resolution::End::found;
      walk.result.place = std::move(here.place);
      return false;
    }
    for (const std::string& rest : walk.todo) {
      if (rest == "..") break;
      if (rest != ".") walk.result.place.path = join(walk.result.place.path, rest);
    }
    return false;
  }
  if (S_ISLNK(next.place.mode) && (walk.follow || !walk.todo.empty())) {
    return follow(walk, path, next.object.get());
  }
  walk.here = path;
  return true;
}

bool ImageView::enter_mount(Walk& walk, const Mounted& mounted) {
  if (mounted.image) {
    walk.here = *mounted.image;
    return true;
  }
  if (mounted.is_proc && walk.todo.size() >= 2) return enter_proc(walk);
  walk.result.end = Resolution::End::found;  // another file system: not of the image
  return false;
}

// /proc/self leads back into the image; where it led was recorded with the path.
bool ImageView::enter_proc(Walk& walk) {
  walk.result.end = Resolution::End::found;
  const std::string& who = walk.todo[0];
  if (who != "self" && who != "thread-self") return false;
  const std::string& what = walk.todo[1];
  const std::size_t names = what == "fd" ? 3 : 2;
  std::optional<std::string> there;
  if (what == "exe" && !walk.context.program.empty()) there = walk.context.program;
  if (what == "root") there = walk.root;
  if (what == "cwd") there = walk.context.base;
  if (what == "fd" && who == "self") there = walk.context.named_descriptor;
  if (!there || walk.todo.size() < names) return false;
  walk.todo.erase(walk.todo.begin(), walk.todo.begin() + static_cast<std::ptrdiff_t>(names));
  walk.here = *there;
  return true;
}

bool ImageView::follow(Walk& walk, const std::string& path, int link) {
  walk.result.links.push_back(path);
  if (++walk.links > kMaxLinks) return false;  // ELOOP; the links so far are recorded
  char text[PATH_MAX];
  const ssize_t length = ::readlinkat(link, "", text, sizeof text);
  if (length <= 0) {
    walk.result.end = Resolution::End::unreadable;
    return false;
  }
  const std::string_view target(text, static_cast<std::size_t>(length));
  if (target.ends_with('/') && walk.todo.empty()) walk.follow = true;
  put_first(walk.todo, target);
  if (target.starts_with('/')) walk.here = walk.root;
  return true;
}

}  // namespace whittle::probes
