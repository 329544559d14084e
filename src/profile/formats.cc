#include "profile/formats.h"

#include "profile/apparmor.h"
#include "profile/seccomp.h"
#include "text/join.h"
#include "text/one_line.h"

namespace whittle::profile {
namespace {

constexpr Format kFormats[] = {
    {"docker", [](const Profiles& profiles) { return format_docker(profiles.seccomp); }},
    {"oci", format_oci},
    {"k8s", format_kubernetes},
    {"systemd", format_systemd},
    {"apparmor", [](const Profiles& profiles) { return format_apparmor(profiles.apparmor); }},
    {"caps", format_capabilities},
};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

std::string format_capabilities(const Profiles& profiles) {
  std::string text, flags = "--cap-drop ALL";
  for (const NeededCapability& capability : profiles.capabilities) {
    text += capability.name + (capability.inferred ? " (inferred): " : ": ") +
            text::one_line(text::join(capability.why, "; ")) + "\n";
    flags += " --cap-add " + capability.name.substr(std::string_view("CAP_").size());
  }
  if (profiles.capabilities.empty()) text += "no capability is needed\n";
  if (profiles.privileged_programs.empty()) flags += " --security-opt no-new-privileges";
  return text + "docker run: " + flags + "\n";
}

}  // namespace whittle::profile
