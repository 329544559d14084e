// Since Docker 1.10, manifest.json lists the images of an archive, with the file names of their
// configs and layers. Since Docker 25 the tar is also an image layout, which has the manifest's
// digest.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "base/sha256.h"
#include "oci/config.h"
#include "oci/json.h"
#include "oci/layout.h"
#include "oci/media_type.h"
#include "text/join.h"
#include "transport/sources.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

constexpr int kNesting = 4;

struct Listed {
  std::string config;  // file names in the archive
  std::vector<std::string> layers;
  std::vector<std::string> names;  // "nginx:latest"
};

class ArchiveBlobs : public BlobSource {
 public:
  explicit ArchiveBlobs(std::string name) : name_(std::move(name)) {}

  void add(const Layer& layer, oci::FileSlice slice) {
    slices_.insert_or_assign(layer.diff_id, std::move(slice));
  }
  std::unique_ptr<ByteSource> open(const Layer& layer) const override {
    const auto found = slices_.find(layer.diff_id);
    if (found == slices_.end())
      throw Error("no layer " + layer.diff_id.digest.str() + " in " + name_);
    return oci::stream(found->second, layer.blob.digest,
                       "layer " + layer.diff_id.digest.str() + " of " + name_);
  }

 private:
  std::string name_;
  std::map<DiffId, oci::FileSlice> slices_;
};

std::vector<Listed> parse_list(const std::string& text) {
  const nlohmann::json json = oci::parse_json(text);
  if (!json.is_array()) throw Error("not an array");
  std::vector<Listed> list;
  for (const nlohmann::json& item : json) {
    list.push_back({.config = oci::string_member(item, "Config"),
                    .layers = oci::strings_member(item, "Layers"),
                    .names = oci::strings_member(item, "RepoTags")});
  }
  return list;
}

std::vector<Listed> read_list(const oci::Files& files, const std::string& name) {
  const auto slice = files.find("manifest.json");
  if (!slice) {
    const bool layout = files.find("oci-layout").has_value();
    throw Error(name + " is not a docker save archive: it has no manifest.json",
                layout ? "it is an image layout: open it as oci-archive:FILE" : "");
  }
  const std::string what = "manifest.json of " + name;
  const std::string text = oci::read_document(*slice, {}, what);
  std::vector<Listed> list = with_context(what, [&] { return parse_list(text); });
  if (list.empty()) throw Error(name + " contains no image");
  return list;
}

std::string names_in(const std::vector<Listed>& list) {
  std::set<std::string> names;
  for (const Listed& listed : list) names.insert(listed.names.begin(), listed.names.end());
  return text::join(names, ", ");
}

// The images of this name: several where the archive has it for several platforms.
std::vector<Listed> named(std::vector<Listed> list, const std::string& name,
                          const std::string& tag) {
  if (tag.empty()) {
    const bool one_image = std::ranges::all_of(
        list, [&](const Listed& listed) { return listed.names == list.front().names; });
    if (one_image) return list;
    throw Error(name + " contains several images: " + names_in(list), "choose one by :NAME");
  }
  const std::string present = names_in(list);
  std::erase_if(list, [&](const Listed& listed) {
    return std::ranges::none_of(listed.names,
                                [&](const std::string& text) { return same_name(text, tag); });
  });
  if (list.empty()) throw Error("no image \"" + tag + "\" in " + name, "it has: " + present);
  return list;
}

struct Config {
  ImageConfig config;
  Digest digest;
};

Config read_config(const oci::Files& files, const std::string& name, const Listed& listed) {
  const std::string what = "the config " + listed.config + " of " + name;
  const auto slice = files.find(listed.config);
  if (!slice) throw Error(what + " is missing", "save the image again");
  std::string text = oci::read_document(*slice, {}, what);
  const Digest digest = base::sha256(text);
  // The file is named by its digest: HEX.json in the old form, blobs/sha256/HEX in the new one.
  const std::string stem = std::filesystem::path(listed.config).stem().string();
  if (stem.size() == digest.hex().size() && stem != digest.hex()) {
    throw Error(what + " has the wrong digest: " + digest.str(),
                "the image is damaged: save it again");
  }
  return {with_context(what, [&] { return oci::parse_config(std::move(text)); }), digest};
}

Compression sniff(const oci::FileSlice& slice) {
  std::array<unsigned char, 4> magic{};
  const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(slice.size, 4));
  if (::pread(slice.file->get(), magic.data(), wanted, slice.offset) < 2) return Compression::none;
  if (magic[0] == 0x1f && magic[1] == 0x8b) return Compression::gzip;
  if (magic == std::array<unsigned char, 4>{0x28, 0xb5, 0x2f, 0xfd}) return Compression::zstd;
  return Compression::none;
}

void add_layers(Image& image, const oci::Files& files, const std::string& name,
                const Listed& listed) {
  std::vector<oci::FileSlice> slices;
  for (const std::string& path : listed.layers) {
    const auto slice = files.find(path);
    if (!slice)
      throw Error("the layer " + path + " of " + name + " is missing", "save the image again");
    Descriptor blob{
        .media_type = oci::layer_type(sniff(*slice)), .digest = {}, .size = slice->size};
    if (path.starts_with("blobs/sha256/")) blob.digest = Digest::from_hex(path.substr(13));
    image.layers.push_back({.blob = blob, .diff_id = {}});
    slices.push_back(*slice);
  }
  pair_diff_ids(image, name);
  auto blobs = std::make_shared<ArchiveBlobs>(name);
  for (std::size_t i = 0; i < slices.size(); ++i) blobs->add(image.layers[i], slices[i]);
  image.blobs = std::move(blobs);
}

// The archive refers to the manifests of all platforms, and contains those that the engine has.
std::optional<Digest> find_manifest(const oci::Layout& layout, const oci::Index& index,
                                    const Digest& config, int depth) {
  for (const Descriptor& entry : index.manifests) {
    const oci::Kind kind = oci::kind_of(entry.media_type);
    if (!layout.has(entry)) continue;
    if (kind == oci::Kind::manifest && layout.read_manifest(entry).config.digest == config) {
      return entry.digest;
    }
    if (kind == oci::Kind::index && depth < kNesting) {
      const auto found = find_manifest(layout, layout.read_index(entry), config, depth + 1);
      if (found) return found;
    }
  }
  return std::nullopt;
}

Digest image_digest(const FilesPointer& files, const std::string& name, const Digest& config) {
  if (!files->find("oci-layout") || !files->find("index.json")) return config;
  const oci::Layout layout(files, name);
  return find_manifest(layout, layout.index(), config, 0).value_or(config);
}

}  // namespace

Image read_docker_archive(const FilesPointer& files, const std::string& name,
                          const std::string& tag, const std::optional<Platform>& platform) {
  const std::vector<Listed> candidates = named(read_list(*files, name), name, tag);
  const Platform wanted = platform.value_or(Platform::host());
  std::set<std::string> present;
  for (const Listed& listed : candidates) {
    Config config = read_config(*files, name, listed);
    present.insert(config.config.platform.str());
    if (candidates.size() > 1 && !wanted.matches(config.config.platform)) continue;

    Image image;
    image.config = std::move(config.config);
    image.config_digest = config.digest;
    image.name = !tag.empty()            ? familiar_name(tag)
                 : !listed.names.empty() ? familiar_name(listed.names.front())
                                         : "";
    check_platform(image, name, platform);
    add_layers(image, *files, name, listed);
    image.digest = image_digest(files, name, config.digest);
    return image;
  }
  throw Error(name + " has no image for " + wanted.str(),
              "it has " + text::join(present, ", ") + ": choose one with --platform");
}

}  // namespace whittle::transport
