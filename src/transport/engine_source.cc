#include <unistd.h>

#include <mutex>

#include "oci/config.h"
#include "oci/media_type.h"
#include "transport/config_store.h"
#include "transport/docker_engine.h"
#include "transport/indexed_tar.h"
#include "transport/sources.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

Image export_image(const DockerEngine& engine, const std::string& id, const std::string& what,
                   const std::filesystem::path& work, const std::optional<Platform>& platform) {
  base::Fd spool = nameless_file(work);
  engine.save(id, spool.get());
  const auto archive =
      std::make_shared<const IndexedTar>(std::move(spool), "the export of " + what);
  return read_docker_archive(archive, what, "", platform);
}

// The layers are cached, so they may never be read; the first read exports the image.
class LazyBlobs : public BlobSource {
 public:
  LazyBlobs(DockerEngine engine, std::string id, std::string what, std::filesystem::path work)
      : engine_(std::move(engine)),
        id_(std::move(id)),
        what_(std::move(what)),
        work_(std::move(work)) {}

  std::unique_ptr<ByteSource> open(const Layer& layer) const override {
    const std::lock_guard lock(mutex_);
    if (!blobs_) blobs_ = export_image(engine_, id_, what_, work_, std::nullopt).blobs;
    return blobs_->open(layer);
  }

 private:
  DockerEngine engine_;
  std::string id_;
  std::string what_;
  std::filesystem::path work_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const BlobSource> blobs_;
};

Image from_config(const EngineImage& found, std::string json, const DockerEngine& engine,
                  const std::string& what, const std::filesystem::path& work) {
  Image image;
  image.config =
      with_context("the config of " + what, [&] { return oci::parse_config(std::move(json)); });
  image.config_digest = found.id;
  image.digest = found.id;
  for (const DiffId& diff_id : image.config.diff_ids) {
    image.layers.push_back(
        {.blob = {.media_type = oci::layer_type(Compression::none)}, .diff_id = diff_id});
  }
  image.blobs = std::make_shared<LazyBlobs>(engine, found.id.str(), what, work);
  return image;
}

std::string name_of(const std::string& wanted, const EngineImage& found) {
  for (const std::string& name : found.names) {
    if (same_name(name, wanted)) return familiar_name(name);
  }
  const bool by_id = found.id.str().starts_with(wanted) || found.id.hex().starts_with(wanted);
  if (!by_id) return familiar_name(wanted);
  return found.names.empty() ? "" : familiar_name(found.names.front());
}

Error no_such_image(const std::string& name) {
  std::error_code ignored;
  const bool is_path = std::filesystem::exists(name, ignored);
  return Error("no such image in the Docker engine: " + with_tag(name),
               is_path
                   ? "for an image in files, write oci:DIR, oci-archive:FILE or docker-archive:FILE"
                   : "docker images lists what it has; docker pull " + name + " fetches it");
}

}  // namespace

Image read_engine(const Reference& reference, const ReadOptions& options) {
  const DockerEngine engine;
  const auto found = engine.inspect(reference.location);
  if (!found) throw no_such_image(reference.location);

  const std::string what = "docker-daemon:" + reference.location;
  const bool at_hand = options.at_hand && options.at_hand(found->diff_ids);
  auto config = at_hand ? find_config(options.configs, found->id) : std::nullopt;
  Image image;
  if (config) {
    image = from_config(*found, std::move(*config), engine, what, options.work);
    check_platform(image, what, options.platform);
  } else {
    image = export_image(engine, found->id.str(), what, options.work, options.platform);
    store_config(options.configs, image.config_digest, image.config.json);
  }
  // The same digest for the same image, whatever the form of the export.
  image.digest = found->id;
  image.name = name_of(reference.location, *found);
  return image;
}

}  // namespace whittle::transport
