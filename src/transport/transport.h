// Where images come from and go to.
//
//   oci:DIR[:TAG]            image layout (image-spec, image-layout.md)
//   oci-archive:FILE[:TAG]   the same in a tar
//   docker-archive:FILE[:NAME]  what `docker save` writes, old and new form
//   docker-daemon:NAME       the local Docker engine over its socket (DOCKER_HOST honoured); a bare
//   NAME means this
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
  // Config blobs by digest, so that an engine need not export an image whose layers are at hand;
  // created and filled here. Empty: none.
  std::filesystem::path configs;
  // Says whether all these layers are at hand already, so that they need not be fetched. May be
  // empty.
  std::function<bool(const std::vector<DiffId>&)> at_hand;
};

// Finds the image and reads its config; layers are read later, through Image::blobs.
// Throws Error (no such image, wrong digest, unknown media type, no such platform) or UsageError
// (bad reference).
Image read_image(const std::string& reference, const ReadOptions& options);

// The compression that suits the destination: none for docker-archive and docker-daemon, gzip for
// the others.
Compression preferred_compression(const std::string& reference);
// Throws UsageError early when reference cannot be written to (syntax, directory that is not
// there).
void check_destination(const std::string& reference);
// Hands the image out, whole or not at all. work is a directory for temporary files on a large
// disk.
void write_image(const WrittenImage& image, const std::string& reference,
                 const std::filesystem::path& work);

// The written image as something that can be read and run again.
Image open_written(const WrittenImage& image);

}  // namespace whittle::transport
