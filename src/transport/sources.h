// Read an Image from each kind of source.
//
// Throw Error as read_image() does. The Image keeps its files open.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "oci/files.h"
#include "transport/reference.h"
#include "transport/transport.h"
#include "whittle/image.h"

namespace whittle::transport {

using FilesPointer = std::shared_ptr<const oci::Files>;

// name is used in messages.
Image read_layout(const FilesPointer& files, const std::string& name, const std::string& tag,
                  const std::optional<Platform>& platform);
// What `docker save` writes, before Docker 25 and since. tag: the image's name; empty: the only
// one.
Image read_docker_archive(const FilesPointer& files, const std::string& name,
                          const std::string& tag, const std::optional<Platform>& platform);
// The engine exports the image when a layer is read that is not cached.
Image read_engine(const Reference& reference, const ReadOptions& options);

// Pulled by skopeo into options.work.
Image read_registry(const Reference& reference, const ReadOptions& options);

// Throws Error where the source has a single image of another platform than wanted.
void check_platform(const Image& image, const std::string& name,
                    const std::optional<Platform>& wanted);
// Sets the diff_ids of the layers. Throws Error where their numbers differ.
void pair_diff_ids(Image& image, const std::string& name);

}  // namespace whittle::transport
