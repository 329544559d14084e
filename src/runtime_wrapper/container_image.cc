#include "runtime_wrapper/container_image.h"

#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

using Find = std::optional<ContainerImage> (*)(const EngineContainer&);

// Docker first: its containers are also containerd's, but without their image.
constexpr Find kEngines[] = {find_in_docker, find_in_containerd};

}  // namespace

ContainerImage find_image(const EngineContainer& container) {
  for (const Find find : kEngines) {
    if (auto image = find(container)) return std::move(*image);
  }
  throw Error(
      "cannot find the image of container " + container.id,
      "whittle-runtime supports Docker and containerd; use whittle record for other engines");
}

}  // namespace whittle::runtime_wrapper
