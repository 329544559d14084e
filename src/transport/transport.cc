#include "transport/transport.h"

#include <unistd.h>

#include "oci/config.h"
#include "transport/destinations.h"
#include "transport/docker_engine.h"
#include "transport/indexed_tar.h"
#include "transport/sources.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

namespace fs = std::filesystem;

Image read_files(const Reference& reference, const ReadOptions& options) {
  const fs::path path = reference.location;
  const std::string name = reference.text.substr(0, reference.text.find(':') + 1) + path.string();
  if (!fs::exists(path)) {
    throw Error("no such image: " + reference.text, path.string() + " does not exist");
  }
  switch (reference.transport) {
    case Transport::oci:
      if (!fs::is_directory(path)) {
        throw Error(path.string() + " is not a directory",
                    "for an archive, write oci-archive:FILE or docker-archive:FILE");
      }
      return read_layout(std::make_shared<oci::DirectoryFiles>(path), name, reference.tag,
                         options.platform);
    case Transport::oci_archive:
      return read_layout(IndexedTar::open(path, options.work), name, reference.tag,
                         options.platform);
    default:
      return read_docker_archive(IndexedTar::open(path, options.work), name, reference.tag,
                                 options.platform);
  }
}

Image read_from(const Reference& reference, const ReadOptions& options) {
  if (reference.transport == Transport::docker_daemon) return read_engine(reference, options);
  if (reference.transport == Transport::registry) return read_registry(reference, options);
  return read_files(reference, options);
}

void check_directory(const std::string& reference, const fs::path& directory) {
  const fs::path place = directory.empty() ? "." : directory;
  if (!fs::is_directory(place)) {
    throw UsageError("cannot write to " + reference + ": there is no directory " + place.string());
  }
  if (::access(place.c_str(), W_OK | X_OK) != 0) {
    throw UsageError("cannot write to " + reference + ": no permission to write into " +
                     place.string());
  }
}

void check_layout(const Reference& reference) {
  fs::path directory = reference.location;
  if (!directory.has_filename()) directory = directory.parent_path();
  if (!fs::exists(directory)) return check_directory(reference.text, directory.parent_path());
  check_directory(reference.text, directory);
  if (!fs::exists(directory / "oci-layout") && !fs::is_empty(directory)) {
    throw UsageError("cannot write to " + reference.text + ": " + directory.string() +
                         " is neither empty nor an image layout",
                     "choose a directory that does not exist yet");
  }
}

class WrittenBlobs : public BlobSource {
 public:
  explicit WrittenBlobs(const WrittenImage& image) {
    for (const WrittenLayer& layer : image.layers) files_[layer.layer.blob.digest] = layer.file;
  }
  std::unique_ptr<ByteSource> open(const Layer& layer) const override {
    const auto found = files_.find(layer.blob.digest);
    if (found == files_.end())
      throw Error("no layer " + layer.blob.digest.str() + " in the new image");
    return oci::stream(oci::open_slice(found->second), layer.blob.digest, "the new layer");
  }

 private:
  std::map<Digest, fs::path> files_;
};

}  // namespace

Image read_image(const std::string& text, const ReadOptions& options) {
  const Reference reference = parse_reference(text);
  Image image = read_from(reference, options);
  image.reference = text;
  return image;
}

Compression preferred_compression(const std::string& reference) {
  switch (parse_reference(reference).transport) {
    case Transport::docker_archive:
    case Transport::docker_daemon:
      return Compression::none;
    default:
      return Compression::gzip;
  }
}

void check_destination(const std::string& text) {
  const Reference reference = parse_reference(text);
  switch (reference.transport) {
    case Transport::oci:
      return check_layout(reference);
    case Transport::docker_daemon:
      if (reference.location.find('@') != std::string::npos ||
          reference.location.starts_with("sha256:")) {
        throw UsageError("cannot write to " + text +
                         ": the digest of a new image is not known yet");
      }
      return DockerEngine().ping();
    case Transport::registry:
      return check_registry(reference);
    default:
      if (fs::is_directory(reference.location)) {
        throw UsageError("cannot write to " + text + ": " + reference.location + " is a directory");
      }
      return check_directory(text, fs::path(reference.location).parent_path());
  }
}

void write_image(const WrittenImage& image, const std::string& text, const fs::path& work) {
  const Reference reference = parse_reference(text);
  switch (reference.transport) {
    case Transport::oci:
      return write_layout(image, reference);
    case Transport::oci_archive:
      return write_oci_archive(image, reference);
    case Transport::docker_archive:
      return write_docker_archive(image, reference);
    case Transport::docker_daemon:
      return write_engine(image, reference, work);
    case Transport::registry:
      return write_registry(image, reference, work);
  }
}

Image open_written(const WrittenImage& written) {
  Image image;
  image.reference = "the new image";
  image.digest = written.manifest.digest;
  image.config = oci::parse_config(written.config_json);
  image.config_digest = written.config.digest;
  for (const WrittenLayer& layer : written.layers) image.layers.push_back(layer.layer);
  image.blobs = std::make_shared<WrittenBlobs>(written);
  return image;
}

}  // namespace whittle::transport
