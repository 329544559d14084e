#include "contract/directories.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "contract/quote.h"

namespace whittle::contract {
namespace {

// Directories of the system, which cannot be mounted over.
constexpr std::string_view kSystem[] = {
    "/",          "/bin",           "/boot",     "/dev",       "/etc",     "/home",
    "/lib",       "/lib32",         "/lib64",    "/libx32",    "/opt",     "/proc",
    "/sbin",      "/sys",           "/usr",      "/usr/bin",   "/usr/lib", "/usr/lib64",
    "/usr/local", "/usr/local/bin", "/usr/sbin", "/usr/share", "/var",     "/var/lib"};

// Caches: directories that programs fill, but do not need.
constexpr std::string_view kCaches[] = {"__pycache__"};

bool is_cache(const std::string& path) {
  return std::ranges::any_of(kCaches, [&](std::string_view name) {
    return path.find("/" + std::string(name) + "/") != std::string::npos ||
           path.ends_with("/" + std::string(name));
  });
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::string obstacle_to(const WritableDirectory& directory) {
  if (std::ranges::find(kSystem, directory.path) != std::end(kSystem)) {
    return directory.path + " is a system directory, which cannot be mounted over";
  }
  if (!can_be_mounted(directory.path)) {
    return printable(directory.path) + " has characters that are not possible in mount options";
  }
  return "";
}

}  // namespace

bool is_within(const std::string& path, const std::string& directory) {
  if (directory == "/" || path == directory) return true;
  return path.size() > directory.size() && path.starts_with(directory) &&
         path[directory.size()] == '/';
}

Directories::Directories(const Subject& subject)
    : subject_(subject), has_content_(subject.tree.size(), false) {
  for (std::size_t i = subject.tree.size(); i-- > 1;) {  // children before parents
    const auto id = static_cast<NodeId>(i);
    const bool is_content =
        subject.keep.verdicts[i].kept && subject.tree.metadata(id).type != FileType::directory;
    if (is_content || has_content_[i]) has_content_[subject.tree.node(id).parent] = true;
  }
}

WritableDirectory Directories::existing(NodeId id) const {
  const FileMetadata& metadata = subject_.tree.metadata(id);
  const bool has_content = has_content_[id];
  return {.kind = has_content ? WritableDirectory::Kind::volume : WritableDirectory::Kind::tmpfs,
          .path = subject_.tree.path(id),
          .mode = metadata.mode,
          .uid = metadata.uid,
          .gid = metadata.gid,
          .has_content = has_content};
}

Need Directories::need_of(const std::string& path) const {
  const auto directory_at = [this](const std::string& at) -> std::optional<NodeId> {
    const auto id = subject_.tree.find(at);
    const bool is_one = id && subject_.tree.metadata(*id).type == FileType::directory;
    return is_one ? id : std::nullopt;
  };
  // For a directory (owner or mode were changed, or the app creates it with something in it) it is
  // the directory itself; otherwise its parent.
  std::string place = directory_at(path) || has_changes_below(path) ? path : parent_of(path);
  std::string made;  // the topmost directory that the app creates
  while (place != "/" && !directory_at(place)) {
    made = place;
    place = parent_of(place);
  }
  Need need{.directory = existing(directory_at(place).value_or(FileTree::kRoot))};
  if (!made.empty() && (need.directory.has_content || !obstacle_to(need.directory).empty())) {
    need.directory = {
        .path = made, .mode = 0755, .uid = subject_.user.uid, .gid = subject_.user.gid};
  }
  need.obstacle = obstacle_to(need.directory);
  need.dispensable = is_cache(path);
  return need;
}

bool Directories::has_changes_below(const std::string& path) const {
  const std::string below = path + "/";
  const auto written = subject_.trace.written.lower_bound(below);
  if (written != subject_.trace.written.end() && written->starts_with(below)) return true;
  const auto used = subject_.trace.files.lower_bound(below);
  return used != subject_.trace.files.end() && used->first.starts_with(below);
}

WritableDirectory Directories::declared(const std::string& path) const {
  const FileTree::Resolution found = subject_.tree.resolve(path, FollowLast::yes);
  WritableDirectory directory{.path = found.canonical, .mode = 0755};
  if (found.node) directory = existing(*found.node);
  directory.kind = WritableDirectory::Kind::volume;
  directory.declared = true;
  directory.why = "the image declares it as a volume";
  return directory;
}

std::vector<WritableDirectory> Directories::hidden_below(const std::string& path) const {
  std::vector<WritableDirectory> hidden;
  const auto top = subject_.tree.find(path);
  std::vector<NodeId> open;
  if (top) open.push_back(*top);
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    for (const auto& [name, child] : subject_.tree.node(id).children) {
      if (!subject_.keep.verdicts[child].kept) continue;
      if (subject_.tree.metadata(child).type != FileType::directory) continue;
      hidden.push_back(existing(child));
      hidden.back().why = "the image has it in " + path;
      open.push_back(child);
    }
  }
  return hidden;
}

bool Directories::is_kept_file(const std::string& path) const {
  const auto id = subject_.tree.find(path);
  return id && subject_.keep.verdicts[*id].kept &&
         subject_.tree.metadata(*id).type != FileType::directory;
}

}  // namespace whittle::contract
