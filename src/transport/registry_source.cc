// docker://NAME: pulled by skopeo into a directory, which becomes an image layout. The manifest and
// its digest stay as they are in the registry.
#include "base/atomic_file.h"
#include "base/sha256.h"
#include "oci/json.h"
#include "oci/manifest.h"
#include "oci/media_type.h"
#include "transport/skopeo.h"
#include "transport/sources.h"
#include "whittle/error.h"

#include <nlohmann/json.hpp>

namespace whittle::transport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHexDigits = 64;

// skopeo's "dir:" has blobs by the hex digits of their digests, beside manifest.json.
void make_layout(const fs::path& directory) {
  const fs::path blobs = directory / "blobs/sha256";
  const std::string manifest = base::read_file(directory / "manifest.json", oci::kJsonBound);
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (entry.path().filename().string().size() == kHexDigits) files.push_back(entry.path());
  }
  fs::create_directories(blobs);
  for (const fs::path& file : files) fs::rename(file, blobs / file.filename());

  const std::string type = oci::string_member(oci::parse_json(manifest), "mediaType");
  const Descriptor descriptor{.media_type = type.empty() ? oci::kManifestType : type,
                              .digest = base::sha256(manifest),
                              .size = static_cast<std::int64_t>(manifest.size())};
  base::write_file(blobs / descriptor.digest.hex(), manifest);
  base::write_file(directory / "oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
  base::write_file(directory / "index.json", oci::put_manifest("", descriptor, ""));
}

}  // namespace

Image read_registry(const Reference& reference, const ReadOptions& options) {
  const fs::path directory = options.work / "registry";
  skopeo::pull(reference.location, options.platform.value_or(Platform::host()), directory);
  with_context(reference.text, [&] { make_layout(directory); });
  Image image = read_layout(std::make_shared<oci::DirectoryFiles>(directory), reference.text, "",
                            options.platform);
  image.name = familiar_name(reference.location);
  return image;
}

}  // namespace whittle::transport
