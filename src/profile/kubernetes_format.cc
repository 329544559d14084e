#include "profile/formats.h"
#include "profile/one_line.h"

namespace whittle::profile {
namespace {

// A list in YAML flow style, of names without "CAP_".
std::string flow_list(const std::vector<NeededCapability>& capabilities) {
  std::string text;
  for (const NeededCapability& capability : capabilities) {
    text += (text.empty() ? "" : ", ") + capability.name.substr(std::string_view("CAP_").size());
  }
  return "[" + text + "]";
}

std::string escalation(const std::vector<std::string>& programs) {
  if (programs.empty()) return "  allowPrivilegeEscalation: false\n";
  std::string text = "  allowPrivilegeEscalation: true  # not without:";
  for (const std::string& program : programs) text += " " + one_line(program);
  return text + "\n";
}

}  // namespace

// The second document is JSON, which the kubelet reads and which is also YAML. The field for
// AppArmor exists since Kubernetes 1.30, and a pod with a profile does not start on nodes without
// AppArmor, so that line is a comment.
std::string format_kubernetes(const Profiles& profiles) {
  const std::string file = "profiles/" + profiles.name + ".json";
  std::string text =
      "# For the container in a pod's spec. The second document has to be on every node, as\n"
      "# /var/lib/kubelet/seccomp/" +
      file +
      " (--format oci writes it alone).\n"
      "securityContext:\n" +
      escalation(profiles.privileged_programs) +
      "  seccompProfile:\n"
      "    type: Localhost\n"
      "    localhostProfile: " +
      file +
      "\n"
      "  # With AppArmor on the nodes, the profile of --format apparmor loaded, Kubernetes 1.30:\n"
      "  # appArmorProfile: {type: Localhost, localhostProfile: " +
      profiles.name +
      "}\n"
      "  capabilities:\n"
      "    drop: [ALL]\n";
  if (!profiles.capabilities.empty()) {
    text += "    add: " + flow_list(profiles.capabilities) + "\n";
  }
  return text + "---\n" + format_oci(profiles);
}

}  // namespace whittle::profile
