// The kinds of destination. An image is published completely or not at all: in a registry, its tag
// is written last.
#pragma once

#include <filesystem>
#include <string>

#include "transport/reference.h"
#include "whittle/written_image.h"

namespace whittle::transport {

// Adds to an existing layout; an existing tag is moved.
void write_layout(const WrittenImage& image, const Reference& reference);
void write_oci_archive(const WrittenImage& image, const Reference& reference);
void write_docker_archive(const WrittenImage& image, const Reference& reference);
void write_engine(const WrittenImage& image, const Reference& reference,
                  const std::filesystem::path& work);

// Throws Error where the registry does not answer or refuses access.
void check_registry(const Reference& reference);
void write_registry(const WrittenImage& image, const Reference& reference,
                    const std::filesystem::path& work);

}  // namespace whittle::transport
