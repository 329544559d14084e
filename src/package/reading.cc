#include "package/reading.h"

#include <algorithm>

namespace whittle::package {

std::optional<std::string> Reading::text(NodeId id, std::int64_t limit) {
  const FileMetadata& metadata = tree.metadata(id);
  if (metadata.type != FileType::regular) return std::nullopt;
  if (metadata.size > limit || metadata.size > budget_) {
    warn(tree.path(id) + " is too large for a package database and was not read");
    return std::nullopt;
  }
  budget_ -= metadata.size;
  std::string bytes = contents_.head(id, static_cast<std::size_t>(metadata.size));
  if (static_cast<std::int64_t>(bytes.size()) != metadata.size) {
    warn(tree.path(id) + " cannot be read; its packages are unknown");
    return std::nullopt;
  }
  return bytes;
}

std::optional<NodeId> Reading::file(std::string_view path) {
  const std::optional<NodeId> node = tree.resolve(path, FollowLast::yes).node;
  if (!node || tree.metadata(*node).type != FileType::regular) return std::nullopt;
  return node;
}

std::vector<NodeId> Reading::files(std::span<const char* const> candidates) {
  std::vector<NodeId> found;
  for (const char* path : candidates) {
    const std::optional<NodeId> node = file(path);
    if (node && std::ranges::find(found, *node) == found.end()) found.push_back(*node);
  }
  return found;
}

std::optional<std::string> Reading::text_of(std::string_view path, std::int64_t limit) {
  const std::optional<NodeId> node = file(path);
  return node ? text(*node, limit) : std::nullopt;
}

bool Reading::add(Package package) {
  files_ += package.files.size();
  if (index.packages.size() == kMaxPackages || files_ > kMaxFiles) {
    const std::string warning = "the image has too many packages; some are left out";
    if (index.warnings.empty() || index.warnings.back() != warning) warn(warning);
    return false;
  }
  if (!package.name.empty()) index.packages.push_back(std::move(package));
  return true;
}

}  // namespace whittle::package
