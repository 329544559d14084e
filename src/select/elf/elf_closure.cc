#include "select/elf/elf_closure.h"

#include <algorithm>

#include "text/pattern.h"

namespace whittle::select {
namespace {

// Limits for hostile images with very many combinations of libraries and search paths.
constexpr std::size_t kMaxVisits = 200'000;
constexpr std::size_t kMaxInherited = 64;
constexpr std::size_t kMaxWarnings = 20;

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

Libc libc_of(const ElfFile& file, Libc loaded_by) {
  if (!file.interpreter.empty()) {
    return name_of(file.interpreter).starts_with("ld-musl") ? Libc::musl : Libc::glibc;
  }
  const bool musl = std::any_of(
      file.needed.begin(), file.needed.end(),
      [](const std::string& name) { return name == "libc.so" || name.starts_with("libc.musl-"); });
  return musl ? Libc::musl : loaded_by;
}

// Libraries that are part of musl's loader (ldso/dynlink.c, load_library).
bool is_inside_musl(std::string_view name) {
  constexpr std::string_view kLibcNames[] = {"libc.so",  "libpthread.so", "librt.so",  "libm.so",
                                             "libdl.so", "libutil.so",    "libxnet.so"};
  return std::find(std::begin(kLibcNames), std::end(kLibcNames), name) != std::end(kLibcNames);
}

}  // namespace

ElfClosure::ElfClosure(const FileTree& tree, const tree::Contents& contents,
                       const ImageConfig& config, Marker& marker)
    : tree_(tree),
      marker_(marker),
      files_(tree, contents),
      search_(tree, contents, config, files_) {}

void ElfClosure::follow(NodeId id) {
  if (files_.get(id) != nullptr) follow_all({id, tree_.path(id), {}, Libc::glibc});
}

void ElfClosure::follow_opened(const std::string& library, NodeId opener, const Reason& reason) {
  const ElfFile* const file = files_.get(opener);
  if (file == nullptr) return;
  const Visit visit = {opener, tree_.path(opener), {}, libc_of(*file, Libc::glibc)};
  for (const FoundLibrary& found : search_.find(library, requester(visit, *file))) {
    marker_.mark_path(found.path, reason);
    if (marker_.kept(found.node)) follow_all({found.node, found.path, {}, visit.libc});
  }
}

std::vector<NodeId> ElfClosure::would_load(NodeId id) {
  if (files_.get(id) == nullptr) return {};
  std::vector<NodeId> reached = reached_from({{id, tree_.path(id), {}, Libc::glibc}});
  std::erase(reached, id);
  return reached;
}

std::vector<NodeId> ElfClosure::would_open(const std::string& library, NodeId opener) {
  const ElfFile* const file = files_.get(opener);
  if (file == nullptr) return {};
  const Visit visit = {opener, tree_.path(opener), {}, libc_of(*file, Libc::glibc)};
  std::vector<Visit> found;
  for (const FoundLibrary& one : search_.find(library, requester(visit, *file))) {
    found.push_back({one.node, one.path, {}, visit.libc});
  }
  return reached_from(std::move(found));
}

// Ignores inherited search paths: this only estimates sizes. What is kept was followed already.
std::vector<NodeId> ElfClosure::reached_from(std::vector<Visit> waiting) {
  std::set<NodeId> seen;
  std::vector<NodeId> reached;
  while (!waiting.empty()) {
    const Visit visit = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(visit.node).second) continue;
    reached.push_back(visit.node);
    const ElfFile* const file = files_.get(visit.node);
    if (file == nullptr || marker_.kept(visit.node)) continue;
    const Requester asking = requester(visit, *file);
    for (const std::string& library : file->needed) {
      for (const FoundLibrary& one : search_.find(library, asking)) {
        waiting.push_back({one.node, one.path, {}, asking.libc});
      }
    }
  }
  return reached;
}

void ElfClosure::follow_all(Visit first) {
  std::vector<Visit> waiting = {std::move(first)};
  while (!waiting.empty()) {
    const Visit visit = std::move(waiting.back());
    waiting.pop_back();
    const ElfFile* const file = files_.get(visit.node);
    if (file == nullptr || visited_.size() >= kMaxVisits || !visited_.insert(visit).second)
      continue;
    names_.emplace(name_of(visit.path), visit.node);
    if (!file->soname.empty()) names_.emplace(file->soname, visit.node);
    const Requester asking = requester(visit, *file);
    const std::string path = tree_.path(visit.node);
    for (const std::string& library : file->needed) {
      if (asking.libc == Libc::musl && is_inside_musl(library)) continue;
      load(library, visit, asking, {"elf-needed", "DT_NEEDED " + library, path}, waiting);
    }
  }
}

Requester ElfClosure::requester(const Visit& visit, const ElfFile& file) const {
  Requester asking;
  asking.file = &file;
  asking.libc = libc_of(file, visit.libc);
  asking.origins = {text::normal_path(directory_of(visit.path))};
  // The kernel resolves a program's symlinks, so $ORIGIN may also be the real directory.
  const std::string real_directory = directory_of(tree_.path(visit.node));
  if (real_directory != asking.origins.front()) asking.origins.push_back(real_directory);
  asking.runpath = expanded_directories(file.runpath, file.machine, asking.origins);
  if (file.runpath.empty()) {
    asking.rpath = expanded_directories(file.rpath, file.machine, asking.origins);
  } else if (asking.libc == Libc::glibc) {
    return asking;  // with DT_RUNPATH every DT_RPATH is ignored
  }
  for (const std::string& directory : visit.inherited_rpath) {
    if (std::find(asking.rpath.begin(), asking.rpath.end(), directory) == asking.rpath.end()) {
      asking.rpath.push_back(directory);
    }
  }
  return asking;
}

void ElfClosure::load(const std::string& library, const Visit& visit, const Requester& asking,
                      const Reason& reason, std::vector<Visit>& waiting) {
  const std::vector<FoundLibrary> found = search_.find(library, asking);
  // Packages often bring a file for each C library.
  if (found.empty() && has_its_libc(asking)) not_found_.emplace(library, reason.parent);
  // Libraries of a file with DT_RUNPATH inherit DT_RPATH from the files before it, but not from it.
  std::vector<std::string> inherited = asking.rpath;
  if (asking.libc == Libc::glibc && !asking.file->runpath.empty())
    inherited = visit.inherited_rpath;
  if (asking.libc == Libc::musl) {
    inherited.insert(inherited.end(), asking.runpath.begin(), asking.runpath.end());
  }
  if (inherited.size() > kMaxInherited) inherited.resize(kMaxInherited);
  for (const FoundLibrary& one : found) {
    marker_.mark_path(one.path, reason);
    if (marker_.kept(one.node)) waiting.push_back({one.node, one.path, inherited, asking.libc});
  }
}

bool ElfClosure::has_its_libc(const Requester& asking) {
  return std::ranges::all_of(asking.file->needed, [&](const std::string& name) {
    const bool is_libc = name.starts_with("libc.so.6") || name.starts_with("libc.musl-");
    return !is_libc || !search_.find(name, asking).empty();
  });
}

bool ElfClosure::is_private(NodeId id) {
  const ElfFile* const elf = files_.get(id);
  if (elf == nullptr) return false;
  if (elf->soname.empty()) return true;
  const std::vector<FoundLibrary> found = search_.find(elf->soname, {.file = elf});
  return std::none_of(found.begin(), found.end(),
                      [id](const FoundLibrary& library) { return library.node == id; });
}

std::optional<NodeId> ElfClosure::followed_soname(std::string_view prefix) const {
  const auto found = names_.lower_bound(prefix);
  if (found == names_.end() || !found->first.starts_with(prefix)) return std::nullopt;
  return found->second;
}

std::vector<std::string> ElfClosure::warnings() const {
  std::vector<std::string> result;
  std::size_t more = 0;
  for (const auto& [library, needed_by] : not_found_) {
    // The loader uses a library of this name that any other file loaded before.
    if (names_.contains(library)) continue;
    if (result.size() < kMaxWarnings) {
      result.push_back(needed_by + " needs " + library + ", which is not in the image");
    } else {
      ++more;
    }
  }
  if (more != 0) result.push_back(std::to_string(more) + " more libraries are not in the image");
  return result;
}

}  // namespace whittle::select
