// The format that Docker has loaded since 1.10: manifest.json, the config and the layers, named by
// their digests.
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <set>

#include "base/atomic_file.h"
#include "oci/json.h"
#include "transport/destinations.h"
#include "transport/docker_engine.h"
#include "transport/indexed_tar.h"
#include "transport/tar_output.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

std::string layer_name(const WrittenLayer& layer) {
  return std::string(layer.layer.diff_id.digest.hex()) + ".tar";
}

void write_archive(const WrittenImage& image, const std::string& name, int fd,
                   const std::string& what) {
  const std::string config = std::string(image.config.digest.hex()) + ".json";
  nlohmann::json listed = {{"Config", config},
                           {"RepoTags", nlohmann::json::array()},
                           {"Layers", nlohmann::json::array()}};
  if (!name.empty()) listed["RepoTags"].push_back(with_tag(name));
  for (const WrittenLayer& layer : image.layers) listed["Layers"].push_back(layer_name(layer));

  TarOutput tar(fd, what);
  std::set<std::string> written;
  for (const WrittenLayer& layer : image.layers) {
    if (written.insert(layer_name(layer)).second) tar.add_file(layer_name(layer), layer.file);
  }
  tar.add(config, image.config_json);
  tar.add("manifest.json", oci::format_json(nlohmann::json::array({listed})));
  tar.finish();
}

std::vector<DiffId> diff_ids_of(const WrittenImage& image) {
  std::vector<DiffId> diff_ids;
  for (const WrittenLayer& layer : image.layers) diff_ids.push_back(layer.layer.diff_id);
  return diff_ids;
}

}  // namespace

void write_docker_archive(const WrittenImage& image, const Reference& reference) {
  base::AtomicFile file(reference.location);
  write_archive(image, reference.tag, file.fd(), reference.location);
  file.commit();
}

void write_engine(const WrittenImage& image, const Reference& reference,
                  const std::filesystem::path& work) {
  const DockerEngine engine;
  const base::Fd spool = nameless_file(work);
  write_archive(image, reference.location, spool.get(), "the archive for the Docker engine");
  if (::lseek(spool.get(), 0, SEEK_SET) != 0)
    throw SystemError("cannot read the image archive", errno);
  engine.load(spool);

  // An engine with the containerd image store gives the image another id, so the layers are
  // compared.
  const auto loaded = engine.inspect(with_tag(reference.location));
  if (!loaded || (loaded->id != image.config.digest && loaded->diff_ids != diff_ids_of(image))) {
    throw Error(
        "the Docker engine did not load the image as " + reference.location,
        loaded ? "it has " + loaded->id.str() + " instead of " + image.config.digest.str() : "");
  }
}

}  // namespace whittle::transport
