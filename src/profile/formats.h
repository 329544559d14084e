// The profiles for the container of an image, in the format of each platform: `whittle profile
// --format`.
//
//   docker    seccomp, for docker run --security-opt seccomp=FILE
//   oci       the linux.seccomp object of a config.json (runtime-spec, config-linux.md#seccomp)
//   k8s       two YAML documents: what goes into a container's spec, and the seccomp profile that
//             its localhostProfile names
//   systemd   a drop-in for a unit (systemd.exec(5))
//   apparmor  for apparmor_parser
//   caps      capabilities, a line each with the reason, and the flags of docker run
//
// All output is deterministic.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/apparmor_profile.h"
#include "whittle/capabilities.h"
#include "whittle/seccomp_profile.h"

namespace whittle::profile {

struct Profiles {
  std::string name;  // of the AppArmor profile, and of files
  SeccompProfile seccomp;
  AppArmorProfile apparmor;
  std::vector<NeededCapability> capabilities;
  // Programs run by the app that gain, or may gain, privileges: then no_new_privs cannot be set.
  std::vector<std::string> privileged_programs;
};

struct Format {
  std::string_view name;
  std::string (*format)(const Profiles& profiles);
};
std::span<const Format> formats();

std::string format_oci(const Profiles& profiles);
std::string format_kubernetes(const Profiles& profiles);
std::string format_systemd(const Profiles& profiles);
std::string format_capabilities(const Profiles& profiles);

}  // namespace whittle::profile
