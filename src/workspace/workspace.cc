#include "workspace/workspace.h"

#include <unistd.h>

#include <utility>
#include <vector>

#include "base/make_directory.h"
#include "base/rootless.h"
#include "container/container.h"
#include "transport/transport.h"
#include "whittle/error.h"

namespace whittle::workspace {
namespace {

namespace fs = std::filesystem;

// Before the cache is opened: dead runs hold its layers, and mounts must stay in this process.
fs::path prepare(const WorkspaceOptions& options) {
  if (::geteuid() != 0) base::become_root_of_user_namespace("whittle " + options.command);
  const bool runs_containers = !options.runtime.empty();
  if (runs_containers) container::runtime_version(options.runtime);
  base::make_directory(options.cache);
  container::clean_dead_runs(options.cache);
  if (runs_containers) container::enter_private_mount_namespace();
  return options.cache;
}

fs::path configs_in(const fs::path& cache) {
  return cache / "configs";
}

}  // namespace

Workspace::Workspace(const WorkspaceOptions& options)
    : path_(prepare(options)), cache_(path_), directory_(path_) {}

fs::path Workspace::directory(const std::string& name) const {
  fs::path directory = directory_.path() / name;
  base::make_directory(directory);
  return directory;
}

Image Workspace::read(const std::string& reference, const std::optional<Platform>& platform,
                      const fs::path& work) const {
  return transport::read_image(
      reference, {.platform = platform,
                  .work = work,
                  .configs = configs_in(cache()),
                  .at_hand = [this](const std::vector<DiffId>& ids) { return cache_.holds(ids); }});
}

OpenedImage Workspace::unpack(Image image, Progress& progress) {
  std::vector<layer::CachedLayer> layers = cache_.obtain(image, progress);
  return join(std::move(image), std::move(layers));
}

Image read_without_layers(const std::string& reference, const std::optional<Platform>& platform,
                          const fs::path& cache) {
  const container::RunDirectory directory(cache);
  return transport::read_image(reference,
                               {.platform = platform,
                                .work = directory.path(),
                                .configs = configs_in(cache),
                                .at_hand = [](const std::vector<DiffId>&) { return true; }});
}

OpenedImage unpack_fresh(const Image& image, const fs::path& directory) {
  std::vector<layer::CachedLayer> layers;
  for (const Layer& layer : image.layers) {
    layers.push_back(
        layer::unpack_layer(*image.blobs, layer, directory / std::to_string(layers.size())));
  }
  return join(image, std::move(layers));
}

void require_native(const Image& image) {
  const Platform host = Platform::host();
  if (image.config.platform.os == host.os &&
      image.config.platform.architecture == host.architecture) {
    return;
  }
  throw Error("the image is for " + image.config.platform.str() + ", this machine is " + host.str(),
              "whittle has to run the image: choose --platform " + host.str() +
                  ", or use a machine of the image's architecture");
}

}  // namespace whittle::workspace
