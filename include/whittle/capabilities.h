// The capabilities that an app needs (capabilities(7)), each with the reason.
//
// capability/ infers them from the calls and files of a trace. Later runs add one that a run failed
// without, and remove one that a run passed without.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace whittle {

// What Docker gives a container that runs as root (moby: oci/caps/defaults.go). The app was
// recorded with these, so it cannot need others.
inline constexpr std::array<std::string_view, 14> kDockerCapabilities = {
    "CAP_AUDIT_WRITE", "CAP_CHOWN",   "CAP_DAC_OVERRIDE",     "CAP_FOWNER",    "CAP_FSETID",
    "CAP_KILL",        "CAP_MKNOD",   "CAP_NET_BIND_SERVICE", "CAP_NET_RAW",   "CAP_SETFCAP",
    "CAP_SETGID",      "CAP_SETPCAP", "CAP_SETUID",           "CAP_SYS_CHROOT"};

struct NeededCapability {
  std::string name;              // "CAP_CHOWN"
  std::vector<std::string> why;  // "chown: gives files to another owner", the strongest first
  // From calls and files; false: the kernel granted it, or a run has shown that it is needed.
  bool inferred = true;
  bool operator==(const NeededCapability&) const = default;
};

}  // namespace whittle
