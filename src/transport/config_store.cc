#include "transport/config_store.h"

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/sha256.h"
#include "oci/json.h"
#include "whittle/error.h"

namespace whittle::transport {

std::optional<std::string> find_config(const std::filesystem::path& directory,
                                       const Digest& digest) {
  if (directory.empty()) return std::nullopt;
  try {
    std::string json = base::read_file(directory / digest.hex(), oci::kJsonBound);
    if (base::sha256(json) == digest) return json;
  } catch (const Interrupted&) {
    throw;
  } catch (const Error&) {
    // Missing or not readable: it is fetched from the engine.
  }
  return std::nullopt;
}

void store_config(const std::filesystem::path& directory, const Digest& digest,
                  const std::string& json) {
  if (directory.empty()) return;
  std::filesystem::create_directories(directory);
  base::write_file(directory / digest.hex(), json);
}

}  // namespace whittle::transport
