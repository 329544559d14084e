#include "write/layers.h"

#include <sys/stat.h>

#include "base/interruption.h"
#include "base/sha256.h"
#include "layer/layer_writer.h"
#include "oci/config.h"
#include "oci/manifest.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::write {
namespace {

constexpr const char* kCreatedBy = "whittle minify";

// Not open where the entry has no content.
base::Fd open_content(const PlannedEntry& entry, const tree::Contents& contents) {
  if (entry.metadata.type != FileType::regular) return {};
  base::Fd file = contents.open(entry.node);
  struct stat status = {};
  if (!file || ::fstat(file.get(), &status) != 0 || status.st_size != entry.metadata.size) {
    throw Error("the layer cache has another " + entry.path + " than its layer",
                "the cache is damaged: remove it and run again");
  }
  return file;
}

Descriptor describe(const char* media_type, const std::string& document) {
  return {.media_type = media_type,
          .digest = base::sha256(document),
          .size = static_cast<std::int64_t>(document.size())};
}

std::string manifest_of(const Image& source, const WrittenImage& image) {
  oci::Manifest manifest{.config = image.config, .layers = {}, .annotations = {}};
  for (const WrittenLayer& layer : image.layers) manifest.layers.push_back(layer.layer.blob);
  manifest.annotations[oci::kBaseDigest] = source.digest.str();
  if (!source.name.empty()) manifest.annotations[oci::kBaseName] = source.name;
  return oci::format_manifest(manifest);
}

ImageConfig edited(const ImageConfig& config, const oci::ConfigEdits& edits) {
  return edits.empty() ? config : oci::parse_config(oci::edit_config(config.json, edits));
}

}  // namespace

std::vector<std::filesystem::path> directories_of(std::span<const layer::CachedLayer> layers) {
  std::vector<std::filesystem::path> directories;
  for (const layer::CachedLayer& layer : layers) directories.push_back(layer.directory);
  return directories;
}

NewLayer write_layer(const LayerPlan& plan, const tree::Contents& contents,
                     layer::CompressionSetting compression, const std::filesystem::path& file) {
  layer::LayerWriter writer(file, compression);
  for (const PlannedEntry& entry : plan.entries) {
    base::interruption::check();
    if (entry.content != nullptr) {
      writer.add(entry.path, entry.metadata, std::string_view(*entry.content));
    } else {
      writer.add(entry.path, entry.metadata, open_content(entry, contents));
    }
  }
  return {.written = writer.finish(), .comment = plan.comment, .size = plan.size};
}

WrittenImage assemble(const Image& source, std::span<const NewLayer> layers,
                      const WriteOptions& options) {
  WrittenImage image;
  image.platform = source.config.platform;
  std::vector<oci::NewLayer> history;
  for (const NewLayer& layer : layers) {
    image.layers.push_back(layer.written);
    image.size += layer.size;
    history.push_back({.diff_id = layer.written.layer.diff_id,
                       .created_by = kCreatedBy,
                       .comment = layer.comment});
  }
  image.config_json =
      oci::derive_config(edited(source.config, options.edits), history, options.source_date_epoch);
  image.config = describe(oci::kConfigType, image.config_json);
  image.manifest_json = manifest_of(source, image);
  image.manifest = describe(oci::kManifestType, image.manifest_json);
  return image;
}

}  // namespace whittle::write
