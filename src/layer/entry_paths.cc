#include "layer/entry_paths.h"

#include <limits.h>

#include "base/path_components.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

constexpr int kMaxLinks = 40;  // as in the kernel

[[noreturn]] void refuse(std::string_view name) {
  throw Error("entry \"" + std::string(name.substr(0, 200)) + "\" leaves the root");
}

}  // namespace

std::string image_path(std::string_view name) {
  std::string path;
  std::string_view rest = name;
  for (auto part = base::take_component(rest); !part.empty(); part = base::take_component(rest)) {
    if (part == ".") continue;
    if (part == "..") refuse(name);
    if (part.size() > NAME_MAX) {
      throw Error("entry \"" + std::string(name.substr(0, 200)) + "...\" has a name longer than " +
                  std::to_string(NAME_MAX) + " bytes");
    }
    path.append("/").append(part);
  }
  if (path.size() >= PATH_MAX) {
    throw Error("entry \"" + path.substr(0, 200) + "...\" has a path longer than " +
                std::to_string(PATH_MAX) + " bytes");
  }
  return path.empty() ? "/" : path;
}

std::string EntryPaths::place(std::string_view name) const {
  const std::string path = image_path(name);
  if (links_.empty()) return path;
  std::string placed;
  std::string pending = path;
  std::string_view rest = pending;
  int links = 0;
  for (auto part = base::take_component(rest); !part.empty(); part = base::take_component(rest)) {
    if (part == ".") continue;
    if (part == "..") {
      if (placed.empty()) refuse(name);
      placed.resize(placed.rfind('/'));
      continue;
    }
    placed.append("/").append(part);
    const bool last = rest.find_first_not_of('/') == rest.npos;
    const auto link = last ? links_.end() : links_.find(placed);
    if (link == links_.end()) continue;
    if (++links > kMaxLinks) throw Error("entry \"" + path + "\" is below a loop of symlinks");
    placed.resize(link->second.starts_with('/') ? 0 : placed.rfind('/'));
    pending = link->second + std::string(rest);
    rest = pending;
  }
  return image_path(placed);
}

void EntryPaths::add_symlink(const std::string& path, const std::string& target) {
  add_file(path);
  links_[path] = target;
}

void EntryPaths::add_directory(const std::string& path) {
  links_.erase(path);
}

void EntryPaths::add_file(const std::string& path) {
  links_.erase(path);
  const std::string below = path + "/";
  for (auto link = links_.lower_bound(below);
       link != links_.end() && link->first.starts_with(below);) {
    link = links_.erase(link);
  }
}

}  // namespace whittle::layer
