// The kinds of source, each from its files to an Image.
//
// Throw Error as read_image() does. The Image keeps the files open.
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

// name is what messages call the layout.
Image read_layout(const FilesPointer& files, const std::string& name, const std::string& tag,
                  const std::optional<Platform>& platform);
// What `docker save` writes, before Docker 25 and since. tag: the image's name; empty: the only
// one.
Image read_docker_archive(const FilesPointer& files, const std::string& name,
                          const std::string& tag, const std::optional<Platform>& platform);
// The engine is asked to export the image when a layer is wanted that is not at hand.
Image read_engine(const Reference& reference, const ReadOptions& options);

// Pulled by skopeo into options.work.
Image read_registry(const Reference& reference, const ReadOptions& options);

// Where the user asked for a platform and got a single image of another one.
void check_platform(const Image& image, const std::string& name,
                    const std::optional<Platform>& wanted);
// As many layers as diff_ids: pairs them.
void pair_diff_ids(Image& image, const std::string& name);

}  // namespace whittle::transport
