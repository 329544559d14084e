// A contract in the formats of platforms: docker run, Compose
// (https://compose-spec.io) and Kubernetes (API reference, PodSpec).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "whittle/contract.h"

namespace whittle::contract {

// The options between `docker run` and the image.
std::vector<std::string> docker_flags(const Contract& contract);
// The whole command line, quoted for a shell.
std::string docker_line(const Contract& contract);
std::string compose_yaml(const Contract& contract);
std::string kubernetes_yaml(const Contract& contract);

// The values of --tmpfs and --user.
std::string tmpfs_flag(const WritableDirectory& directory);
std::string user_flag(const Contract& contract);
// Docker counts nanoseconds, Kubernetes seconds. Rounded up.
std::int64_t seconds(std::int64_t nanoseconds);
std::string octal(std::uint32_t mode);  // "0755"
// The image's reference; IMAGE where it has none.
std::string image_name(const Contract& contract);
// Without "CAP_", as these platforms write them.
std::vector<std::string> short_capabilities(const Contract& contract);

}  // namespace whittle::contract
