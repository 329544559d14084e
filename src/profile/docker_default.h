// The seccomp profile under which Docker runs a container unless told otherwise.
//
// Facts of Docker 29.7.2 (github.com/moby/profiles/seccomp v0.2.3, default_linux.go; the same since
// 29.4.3). What older releases allow is in docs/profiles.md. Without rows for kernels before 4.8.
// On s390x the flags of clone are its second argument, which docker_default() minds.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "whittle/seccomp_profile.h"

namespace whittle::profile {

inline constexpr const char* kDockerRelease = "Docker 29.7.2";

enum class DockerAction : std::uint8_t { allow, not_there };  // not_there: ENOSYS

struct DockerArgument {  // of the first one; none of the bits of `value` for SCMP_CMP_MASKED_EQ
  std::string_view op;
  std::uint64_t value;
};

struct DockerRow {
  std::string_view names;          // separated by spaces
  std::string_view architectures;  // GOARCH; empty: all
  std::string_view capability;     // that the container has to have
  std::string_view unless;         // or must not have
  std::optional<DockerArgument> argument = std::nullopt;
  DockerAction action = DockerAction::allow;
};
std::span<const DockerRow> docker_rows();

// For a container on a machine of this architecture (GOARCH) with these capabilities ("CAP_CHOWN").
// It has only calls that this machine's libseccomp knows. Throws Error for an unknown architecture.
SeccompProfile docker_default(const std::string& architecture,
                              const std::set<std::string>& capabilities);
// With the capabilities that Docker gives to root.
SeccompProfile docker_default(const std::string& architecture);

}  // namespace whittle::profile
