// A contract in the words of those who run containers: docker run(1), Compose
// (https://compose-spec.io) and Kubernetes (API reference, PodSpec).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "whittle/contract.h"

namespace whittle::contract {

// The words between `docker run` and the image.
std::vector<std::string> docker_flags(const Contract& contract);
// The whole line, each word as a shell takes it.
std::string docker_line(const Contract& contract);
std::string compose_yaml(const Contract& contract);
std::string kubernetes_yaml(const Contract& contract);

// Docker counts nanoseconds, Kubernetes seconds: what is left over makes one more.
std::int64_t seconds(std::int64_t nanoseconds);
std::string octal(std::uint32_t mode);  // "0755"
// The name to run it by; IMAGE where it went to no engine.
std::string image_name(const Contract& contract);
// CAP_CHOWN is CHOWN there.
std::vector<std::string> short_capabilities(const Contract& contract);

}  // namespace whittle::contract
