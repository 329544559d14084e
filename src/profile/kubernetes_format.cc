#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>
#include <yaml-cpp/stlemitter.h>

#include "profile/formats.h"
#include "text/join.h"
#include "text/one_line.h"

namespace whittle::profile {
namespace {

void write_list(YAML::Emitter& yaml, const char* key, const std::vector<std::string>& texts) {
  yaml << YAML::Key << key << YAML::Value << YAML::Flow << texts;
}

// Kubernetes writes capabilities without "CAP_".
std::vector<std::string> short_names(const std::vector<NeededCapability>& capabilities) {
  std::vector<std::string> names;
  for (const NeededCapability& capability : capabilities) {
    names.push_back(capability.name.substr(std::string_view("CAP_").size()));
  }
  return names;
}

void write_escalation(YAML::Emitter& yaml, const std::vector<std::string>& programs) {
  yaml << YAML::Key << "allowPrivilegeEscalation" << YAML::Value << !programs.empty();
  if (programs.empty()) return;
  yaml << YAML::Comment("needed by " + text::one_line(text::join(programs, " ")));
}

std::string security_context(const Profiles& profiles, const std::string& file) {
  YAML::Emitter yaml;
  yaml << YAML::BeginMap << YAML::Key << "securityContext" << YAML::Value << YAML::BeginMap;
  write_escalation(yaml, profiles.privileged_programs);
  yaml << YAML::Key << "seccompProfile" << YAML::Value << YAML::BeginMap;
  yaml << YAML::Key << "type" << YAML::Value << "Localhost";
  yaml << YAML::Key << "localhostProfile" << YAML::Value << file << YAML::EndMap;
  yaml << YAML::Key << "capabilities" << YAML::Value << YAML::BeginMap;
  write_list(yaml, "drop", {"ALL"});
  if (!profiles.capabilities.empty()) write_list(yaml, "add", short_names(profiles.capabilities));
  yaml << YAML::EndMap << YAML::EndMap << YAML::EndMap;
  return std::string(yaml.c_str()) + "\n";
}

}  // namespace

// The second document is JSON, which the kubelet reads and which is also YAML. The field for
// AppArmor exists since Kubernetes 1.30, and a pod with a profile does not start on nodes without
// AppArmor, so that line is a comment.
std::string format_kubernetes(const Profiles& profiles) {
  const std::string name = text::one_line(profiles.name);
  const std::string file = "profiles/" + profiles.name + ".json";
  return "# For the container in a pod's spec. The second document has to be on every node, as\n"
         "# /var/lib/kubelet/seccomp/profiles/" +
         name +
         ".json (--format oci writes it alone).\n"
         "# On nodes with Kubernetes 1.30, AppArmor and the profile of --format apparmor loaded, "
         "add:\n"
         "#   appArmorProfile: {type: Localhost, localhostProfile: " +
         name + "}\n" + security_context(profiles, file) + "---\n" + format_oci(profiles);
}

}  // namespace whittle::profile
