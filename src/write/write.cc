#include "write/write.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "base/fd.h"
#include "base/interruption.h"
#include "base/open_inside.h"
#include "base/sha256.h"
#include "layer/layer_writer.h"
#include "oci/config.h"
#include "oci/manifest.h"
#include "oci/media_type.h"
#include "whittle/error.h"
#include "write/plan.h"

namespace whittle::write {
namespace {

constexpr const char* kCreatedBy = "whittle minify";
constexpr const char* kComment = "one layer of the files that the recorded runs have used";

class Contents {
 public:
  explicit Contents(std::span<const std::filesystem::path> directories) {
    for (const auto& directory : directories) {
      directories_.push_back(base::open_file(directory, O_PATH | O_DIRECTORY));
    }
  }

  // Nothing where the entry has no bytes of its own.
  base::Fd open(const PlannedEntry& entry, const Inode& inode) const {
    if (entry.metadata.type != FileType::regular) return {};
    base::Fd fd = base::open_inside(directories_.at(inode.layer).get(), inode.content_path,
                                    O_RDONLY | O_NOFOLLOW | O_NONBLOCK, base::Symlinks::refused);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0) throw SystemError("cannot read " + entry.path, errno);
    if (!S_ISREG(status.st_mode) || status.st_size != entry.metadata.size) {
      throw Error("the layer cache does not hold " + entry.path + " as its layer has it",
                  "the cache is damaged: remove it and run again");
    }
    return fd;
  }

 private:
  std::vector<base::Fd> directories_;
};

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

}  // namespace

WrittenImage write_image(const Image& source, const FileTree& tree, const KeepSet& keep,
                         std::span<const std::filesystem::path> layer_directories,
                         Compression compression, const std::filesystem::path& work) {
  const Plan plan = plan_layer(tree, keep);
  const Contents contents(layer_directories);
  layer::LayerWriter writer(work / "layer", compression);
  for (const PlannedEntry& entry : plan.entries) {
    base::interruption::check();
    writer.add(entry.path, entry.metadata, contents.open(entry, tree.inode(entry.node)));
  }

  WrittenImage image;
  image.layers.push_back(writer.finish());
  image.platform = source.config.platform;
  image.size = plan.size;
  const oci::NewLayer layer{
      .diff_id = image.layers.front().layer.diff_id, .created_by = kCreatedBy, .comment = kComment};
  image.config_json = oci::derive_config(source.config, std::span(&layer, 1));
  image.config = describe(oci::kConfigType, image.config_json);
  image.manifest_json = manifest_of(source, image);
  image.manifest = describe(oci::kManifestType, image.manifest_json);
  return image;
}

}  // namespace whittle::write
