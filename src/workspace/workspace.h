// Where a command works: the cache of unpacked layers, and a directory of this run on the same file
// system.
//
// An image is opened in two steps, so that a command can refuse what it cannot use before any layer
// is fetched or unpacked: read() finds it and reads its manifest and config, unpack() unpacks its
// layers or takes them from the cache. The run's directory belongs to the workspace and is removed
// with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "container/run_directory.h"
#include "layer/layer_cache.h"
#include "whittle/image.h"
#include "whittle/progress.h"
#include "workspace/opened_image.h"

namespace whittle::workspace {

struct WorkspaceOptions {
  std::string command;          // "minify": what needs this, for messages
  std::filesystem::path cache;  // made where it is not there
  std::string runtime;          // that runs containers; empty: none are run
};

class Workspace {
 public:
  // An ordinary user becomes root of a user namespace. What dead runs have left is removed. Where
  // containers are run, this process moves into a mount namespace of its own. Throws Error with a
  // hint.
  explicit Workspace(const WorkspaceOptions& options);

  const std::filesystem::path& cache() const { return path_; }
  // A directory of this run, by its name; made where it is not there.
  std::filesystem::path directory(const std::string& name) const;

  // work: a directory() for what has to be spooled; it must stay as long as the image is read.
  Image read(const std::string& reference, const std::optional<Platform>& platform,
             const std::filesystem::path& work) const;
  OpenedImage unpack(Image image, Progress& progress);

 private:
  std::filesystem::path path_;  // of the cache
  layer::LayerCache cache_;
  container::RunDirectory directory_;
};

// Manifest and config alone: needs neither root nor the image's layers, which cannot be read from
// what it returns.
Image read_without_layers(const std::string& reference, const std::optional<Platform>& platform,
                          const std::filesystem::path& cache);

// The image unpacked from its own blobs into an empty directory, past the cache: for an image that
// was just written and has to be seen as it will be published. The caller removes the directory.
OpenedImage unpack_fresh(const Image& image, const std::filesystem::path& directory);

// Throws Error where this machine cannot run it.
void require_native(const Image& image);

}  // namespace whittle::workspace
