#include "oci/layout.h"
#include "oci/media_type.h"
#include "transport/sources.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

class LayoutBlobs : public BlobSource {
 public:
  explicit LayoutBlobs(oci::Layout layout) : layout_(std::move(layout)) {}
  std::unique_ptr<ByteSource> open(const Layer& layer) const override {
    return layout_.open(layer.blob);
  }

 private:
  oci::Layout layout_;
};

}  // namespace

Image read_layout(const FilesPointer& files, const std::string& name, const std::string& tag,
                  const std::optional<Platform>& platform) {
  oci::Layout layout(files, name);
  const oci::Chosen chosen = oci::choose_manifest(layout, tag, platform);
  const oci::Manifest manifest = layout.read_manifest(chosen.manifest);

  Image image;
  image.name = chosen.name.empty() ? "" : familiar_name(chosen.name);
  image.digest = chosen.manifest.digest;
  image.config = layout.read_config(manifest.config);
  image.config_digest = manifest.config.digest;
  for (const Descriptor& blob : manifest.layers) {
    with_context("the layer " + blob.digest.str() + " of " + name,
                 [&] { return oci::layer_compression(blob.media_type); });
    image.layers.push_back({.blob = blob, .diff_id = {}});
  }
  pair_diff_ids(image, name);
  check_platform(image, name, platform);
  image.blobs = std::make_shared<LayoutBlobs>(std::move(layout));
  return image;
}

void check_platform(const Image& image, const std::string& name,
                    const std::optional<Platform>& wanted) {
  if (!wanted || wanted->matches(image.config.platform)) return;
  throw Error(name + " has no image for " + wanted->str(),
              "it is for " + image.config.platform.str());
}

void pair_diff_ids(Image& image, const std::string& name) {
  const std::vector<DiffId>& diff_ids = image.config.diff_ids;
  if (diff_ids.size() != image.layers.size()) {
    throw Error(name + " has " + std::to_string(image.layers.size()) + " layers, but its config " +
                std::to_string(diff_ids.size()));
  }
  for (std::size_t i = 0; i < diff_ids.size(); ++i) image.layers[i].diff_id = diff_ids[i];
}

}  // namespace whittle::transport
