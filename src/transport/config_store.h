// Config blobs by digest: DIRECTORY/<digest hex>. A file with another digest counts as missing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "whittle/digest.h"

namespace whittle::transport {

std::optional<std::string> find_config(const std::filesystem::path& directory,
                                       const Digest& digest);
void store_config(const std::filesystem::path& directory, const Digest& digest,
                  const std::string& json);

}  // namespace whittle::transport
