#include "container/changes.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/fd.h"
#include "base/open_inside.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

namespace fs = std::filesystem;
using Entries = std::map<std::string, struct stat>;

// Follows no symlink. The Fd is empty if the path does not exist.
base::Fd open_if_there(int root, const std::string& path, int flags) {
  try {
    return base::open_inside(root, path, flags | O_NOFOLLOW, base::Symlinks::refused);
  } catch (const SystemError&) {
    return {};
  }
}

// Keeps one directory open at a time, since the app may nest them deeply. Skips what is removed
// meanwhile, and what is nested deeper than PATH_MAX.
template <typename Body>
void for_each_entry(const fs::path& upper, Body body) {
  const base::Fd root = base::open_file(upper, O_PATH | O_DIRECTORY);
  std::vector<std::string> directories{""};
  while (!directories.empty()) {
    const std::string path = std::move(directories.back());
    directories.pop_back();
    base::Fd fd = open_if_there(root.get(), "/" + path, O_RDONLY | O_DIRECTORY);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(fd ? ::fdopendir(fd.get()) : nullptr,
                                                     ::closedir);
    if (!stream) continue;
    fd.release();
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      struct stat status {};
      if (::fstatat(::dirfd(stream.get()), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        continue;
      if (S_ISDIR(status.st_mode)) directories.push_back(path + "/" + name);
      body(path + "/" + name, status);
    }
  }
}

std::optional<struct stat> stat_in_layers(std::span<const fs::path> layers,
                                          const std::string& path) {
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    const base::Fd root = base::open_file(*layer, O_PATH | O_DIRECTORY);
    const base::Fd fd = open_if_there(root.get(), "/" + path, O_PATH);
    struct stat status {};
    if (fd && ::fstat(fd.get(), &status) == 0) return status;
  }
  return std::nullopt;
}

bool same_directory(const struct stat& one, const struct stat& other) {
  return S_ISDIR(one.st_mode) && one.st_mode == other.st_mode && one.st_uid == other.st_uid &&
         one.st_gid == other.st_gid;
}

bool same_file(const struct stat& one, const struct stat& other) {
  return one.st_ino == other.st_ino && one.st_ctim.tv_sec == other.st_ctim.tv_sec &&
         one.st_ctim.tv_nsec == other.st_ctim.tv_nsec;
}

}  // namespace

Entries list_upper(const fs::path& upper) {
  Entries entries;
  for_each_entry(upper, [&](const std::string& path, const struct stat& status) {
    entries.emplace(path, status);
  });
  return entries;
}

std::set<std::string> changed_paths(const fs::path& upper, const Entries& baseline,
                                    std::span<const fs::path> layers) {
  std::set<std::string> changed;
  for_each_entry(upper, [&](const std::string& path, const struct stat& status) {
    const auto before = baseline.find(path);
    if (S_ISDIR(status.st_mode)) {
      if (before != baseline.end() && same_directory(before->second, status)) return;
      const auto lower = stat_in_layers(layers, path);
      if (lower && same_directory(*lower, status)) return;
    } else if (before != baseline.end() && same_file(before->second, status)) {
      return;
    }
    changed.insert(path);
  });
  return changed;
}

}  // namespace whittle::container
