#include "capability/file_access.h"

#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <optional>
#include <string_view>

#include "trace/used_calls.h"

namespace whittle::capability {
namespace {

enum Permission : std::uint32_t { kExecute = 1, kWrite = 2, kRead = 4 };

bool root_may(const FileMetadata& metadata, std::uint32_t wanted) {
  const unsigned shift = metadata.uid == 0 ? 6 : metadata.gid == 0 ? 3 : 0;
  return ((metadata.mode >> shift) & wanted) == wanted;
}

std::string owner_and_mode(const FileMetadata& metadata) {
  constexpr std::string_view kDigits = "01234567";
  std::string text = std::to_string(metadata.uid) + ":" + std::to_string(metadata.gid) + " ";
  for (int shift = 9; shift >= 0; shift -= 3) text += kDigits[(metadata.mode >> shift) & 7];
  return text;
}

// The nearest parent directory that the image has.
NodeId nearest_directory(const FileTree& tree, std::string_view path) {
  while (!path.empty()) {
    path = path.substr(0, path.rfind('/'));
    if (const auto node = tree.find(path.empty() ? "/" : path)) return *node;
  }
  return FileTree::kRoot;
}

// The nearest directory, from this one up to the root, that root may not search.
std::optional<NodeId> forbidden_directory(const FileTree& tree, NodeId directory) {
  for (NodeId node = directory;; node = tree.node(node).parent) {
    const FileMetadata& metadata = tree.metadata(node);
    if (metadata.type == FileType::directory && !root_may(metadata, kExecute)) return node;
    if (node == FileTree::kRoot) return std::nullopt;
  }
}

struct Check {
  Use use;
  std::uint32_t permission;
  const char* what;
};
constexpr Check kFileChecks[] = {{Use::open, kRead, "is opened"},
                                 {Use::list, kRead, "is listed"},
                                 {Use::exec, kExecute, "is executed"}};

std::optional<std::string> obstacle(const FileTree& tree, const std::string& path,
                                    const FileUse& use, bool written) {
  const std::optional<NodeId> node = tree.find(path);
  const NodeId directory =
      node && *node != FileTree::kRoot ? tree.node(*node).parent : nearest_directory(tree, path);
  if (const auto forbidden = forbidden_directory(tree, directory)) {
    return path + " is below " + tree.path(*forbidden) + ", which is " +
           owner_and_mode(tree.metadata(*forbidden));
  }
  const bool changed = written || use.uses.contains(Use::change);
  if (!node) {
    const FileMetadata& metadata = tree.metadata(directory);
    if (!changed || root_may(metadata, kWrite | kExecute)) return std::nullopt;
    return path + " is created in " + tree.path(directory) + ", which is " +
           owner_and_mode(metadata);
  }
  const FileMetadata& metadata = tree.metadata(*node);
  for (const Check& check : kFileChecks) {
    if (use.uses.contains(check.use) && !root_may(metadata, check.permission)) {
      return path + " " + check.what + ", and is " + owner_and_mode(metadata);
    }
  }
  if (changed && metadata.type == FileType::regular && !root_may(metadata, kWrite)) {
    return path + " is changed, and is " + owner_and_mode(metadata);
  }
  return std::nullopt;
}

template <typename Matches>
std::vector<std::string> changed_files(const Trace& trace, const FileTree& tree, Matches matches) {
  std::set<std::string> paths = trace.written;
  for (const auto& [path, use] : trace.files) {
    if (used_by_app(use.phases) && use.uses.contains(Use::change)) paths.insert(path);
  }
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    const auto node = tree.find(path);
    if (node && matches(tree.metadata(*node))) {
      found.push_back(path + ", which is " + owner_and_mode(tree.metadata(*node)));
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> withheld(const Trace& trace, const FileTree& tree) {
  std::vector<std::string> found;
  for (const auto& [path, use] : trace.files) {
    if (!used_by_app(use.phases)) continue;
    if (auto text = obstacle(tree, path, use, trace.written.contains(path))) {
      found.push_back(std::move(*text));
    }
  }
  for (const std::string& path : trace.written) {
    if (trace.files.contains(path)) continue;
    if (auto text = obstacle(tree, path, {}, true)) found.push_back(std::move(*text));
  }
  return found;
}

std::vector<std::string> changed_of_others(const Trace& trace, const FileTree& tree) {
  return changed_files(trace, tree, [](const FileMetadata& file) { return file.uid != 0; });
}

std::vector<std::string> changed_setid(const Trace& trace, const FileTree& tree) {
  return changed_files(
      trace, tree, [](const FileMetadata& file) { return (file.mode & (S_ISUID | S_ISGID)) != 0; });
}

}  // namespace whittle::capability
