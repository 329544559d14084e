// Which image a container was started from. An engine does not pass that to the runtime, so it is
// read from the engine's state files. The engine itself is not asked, since it holds a lock on the
// container while it starts it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "whittle/digest.h"

namespace whittle::runtime_wrapper {

struct ContainerImage {
  Digest digest;            // of the image's config, or the id that the engine uses for the image
  std::string stop_signal;  // as in the engine: "SIGQUIT", "3"; empty: SIGTERM
};

struct EngineContainer {
  std::string id;
  std::filesystem::path rootfs;  // canonical
};

// Throws Error with a hint if the engine that started this process is not known, or its state files
// cannot be read.
ContainerImage find_image(const EngineContainer& container);

// nullopt if the container is not one of this engine.
std::optional<ContainerImage> find_in_docker(const EngineContainer& container);
std::optional<ContainerImage> find_in_containerd(const EngineContainer& container);

}  // namespace whittle::runtime_wrapper
