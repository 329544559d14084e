// Finds the image of a Docker container in DATA/containers/ID/config.v2.json. Docker mounts the
// container's root below DATA: DATA/overlay2/ID/merged, DATA/rootfs/overlayfs/ID.
#include <nlohmann/json.hpp>

#include "base/fd.h"
#include "oci/json.h"
#include "runtime_wrapper/container_image.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

namespace fs = std::filesystem;

ContainerImage parse(const std::string& text) {
  const nlohmann::json json = oci::parse_json(text);
  ContainerImage image{.digest = Digest::parse(oci::string_member(json, "Image")),
                       .stop_signal = ""};
  if (const nlohmann::json* config = oci::member(json, "Config")) {
    image.stop_signal = oci::string_member(*config, "StopSignal");
  }
  return image;
}

}  // namespace

std::optional<ContainerImage> find_in_docker(const EngineContainer& container) {
  for (fs::path data = container.rootfs.parent_path(); data.has_relative_path();
       data = data.parent_path()) {
    const fs::path file = data / "containers" / container.id / "config.v2.json";
    std::error_code error;
    if (!fs::is_regular_file(file, error)) continue;
    return with_context(file.string(),
                        [&] { return parse(base::read_file(file, oci::kJsonBound)); });
  }
  return std::nullopt;
}

}  // namespace whittle::runtime_wrapper
