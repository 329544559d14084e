// The kinds of destination. Each appears whole or not at all: in a registry, the tag moves last.
#pragma once

#include <filesystem>
#include <string>

#include "transport/reference.h"
#include "whittle/written_image.h"

namespace whittle::transport {

// A layout that is there already is added to; a tag that it has moves.
void write_layout(const WrittenImage& image, const Reference& reference);
void write_oci_archive(const WrittenImage& image, const Reference& reference);
void write_docker_archive(const WrittenImage& image, const Reference& reference);
void write_engine(const WrittenImage& image, const Reference& reference,
                  const std::filesystem::path& work);

// Throws Error where the registry does not answer, or not to us.
void check_registry(const Reference& reference);
void write_registry(const WrittenImage& image, const Reference& reference,
                    const std::filesystem::path& work);

}  // namespace whittle::transport
