#include "workspace/opened_image.h"

#include <utility>

#include "package/packages.h"

namespace whittle::workspace {
namespace {

constexpr std::size_t kMaxAccounts = std::size_t{4} << 20;  // bytes of /etc/passwd or /etc/group

}  // namespace

OpenedImage join(Image image, std::vector<layer::CachedLayer> layers) {
  OpenedImage opened{.image = std::move(image), .layers = std::move(layers)};
  std::vector<const LayerIndex*> indexes;
  for (const layer::CachedLayer& layer : opened.layers) {
    indexes.push_back(&layer.index);
    opened.directories.push_back(layer.directory);
  }
  opened.tree = FileTree::from_layers(indexes);
  return opened;
}

tree::Contents contents_of(const OpenedImage& opened) {
  return {opened.tree, opened.directories};
}

PackageIndex packages_of(const OpenedImage& opened) {
  return package::read_packages(opened.tree, contents_of(opened));
}

std::int64_t size_of(const OpenedImage& opened) {
  std::int64_t size = 0;
  for (const layer::CachedLayer& layer : opened.layers) size += layer.index.size;
  return size;
}

container::User user_of(const OpenedImage& opened, const std::string& name) {
  const tree::Contents contents = contents_of(opened);
  const auto text = [&](const char* path) {
    const auto node = opened.tree.resolve(path, FollowLast::yes).node;
    return node ? contents.head(*node, kMaxAccounts) : std::string();
  };
  return container::find_user(name, text("/etc/passwd"), text("/etc/group"));
}

}  // namespace whittle::workspace
