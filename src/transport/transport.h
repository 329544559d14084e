// Reads images from where they are stored, and publishes new ones.
//
//   oci:DIR[:TAG]            image layout (image-spec, image-layout.md)
//   oci-archive:FILE[:TAG]   the same in a tar
//   docker-archive:FILE[:NAME]  an archive of `docker save`, old or new form
//   docker-daemon:NAME       the local Docker engine (DOCKER_HOST); a bare NAME means this
//   docker://NAME            a registry, through skopeo
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "whittle/image.h"
#include "whittle/written_image.h"

namespace whittle::transport {

struct ReadOptions {
  std::optional<Platform> platform;  // empty: the host's; an index without it is an Error
  std::filesystem::path work;        // a directory for spooled archives; the caller removes it
  // Directory for config blobs by digest, so that an engine does not have to export an image whose
  // layers are cached. Created when it is needed. Empty: none.
  std::filesystem::path configs;
  // True where all these layers are cached, so that they do not have to be fetched. May be empty.
  std::function<bool(const std::vector<DiffId>&)> at_hand;
};

// Finds the image and reads its config; layers are read later, through Image::blobs.
// Throws Error (no such image, wrong digest, unknown media type, no such platform) or UsageError
// (bad reference).
Image read_image(const std::string& reference, const ReadOptions& options);

// The compression that suits the destination: none for docker-archive and docker-daemon, gzip for
// the others.
Compression preferred_compression(const std::string& reference);
// Throws UsageError where reference cannot be written to (syntax, missing directory). Called before
// the work begins.
void check_destination(const std::string& reference);
// Publishes the image, completely or not at all. work is a directory for temporary files on a large
// disk.
void write_image(const WrittenImage& image, const std::string& reference,
                 const std::filesystem::path& work);

// The written image as a source.
Image open_written(const WrittenImage& image);

}  // namespace whittle::transport
