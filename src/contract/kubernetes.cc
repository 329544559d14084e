#include "contract/platforms.h"
#include "contract/quote.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

// Ports below this are privileged (ip(7)) unless a sysctl of the pod changes that. Docker sets it,
// a kubelet may not.
constexpr std::uint16_t kUnprivilegedPort = 1024;

std::string yaml_list(const std::vector<std::string>& items) {
  std::string list = "[";
  for (const std::string& item : items) list += (list.size() > 1 ? ", " : "") + yaml_string(item);
  return list + "]";
}

std::string boolean(bool value) {
  return value ? "true" : "false";
}

bool has_privileged_port(const Contract& contract) {
  return !contract.ports.empty() && *contract.ports.begin() < kUnprivilegedPort;
}

std::string pod_security(const Contract& contract) {
  std::string yaml;
  if (contract.user.uid != 0 && !contract.writable.empty()) {
    yaml += "    fsGroup: " + std::to_string(contract.user.gid) + "\n";
  }
  if (has_privileged_port(contract)) {
    yaml +=
        "    sysctls:\n      - name: net.ipv4.ip_unprivileged_port_start\n        value: \"0\"\n";
  }
  return yaml.empty() ? "" : "  securityContext:\n" + yaml;
}

std::string container_security(const Contract& contract) {
  const ContractUser& user = contract.user;
  std::string yaml = "      securityContext:\n";
  yaml += "        runAsUser: " + std::to_string(user.uid) + "\n";
  yaml += "        runAsGroup: " + std::to_string(user.gid) + "\n";
  yaml += "        runAsNonRoot: " + boolean(user.uid != 0) + "\n";
  yaml += "        readOnlyRootFilesystem: " + boolean(contract.read_only_root.possible) + "\n";
  yaml +=
      "        allowPrivilegeEscalation: " + boolean(!contract.no_new_privileges.possible) + "\n";
  if (contract.drop_capabilities.possible) {
    yaml += "        capabilities:\n          drop: [\"ALL\"]\n";
    if (!contract.capabilities.empty()) {
      yaml += "          add: " + yaml_list(short_capabilities(contract)) + "\n";
    }
  }
  if (!contract.seccomp.empty()) {
    yaml += "        seccompProfile:\n          type: Localhost\n          localhostProfile: " +
            yaml_string(contract.seccomp) + "\n";
  }
  return yaml;
}

std::string liveness(const std::optional<HealthCheck>& check) {
  if (!check) return "";
  std::string yaml =
      "      livenessProbe:\n        exec:\n          command: " + yaml_list(check->command()) +
      "\n";
  const std::pair<const char*, std::int64_t> numbers[] = {
      {"periodSeconds", seconds(check->interval)},
      {"timeoutSeconds", seconds(check->timeout)},
      {"initialDelaySeconds", seconds(check->start_period)},
      {"failureThreshold", check->retries}};
  for (const auto& [name, value] : numbers) {
    if (value > 0) yaml += std::string("        ") + name + ": " + std::to_string(value) + "\n";
  }
  return yaml;
}

}  // namespace

std::string kubernetes_yaml(const Contract& contract) {
  std::string mounts;
  std::string volumes;
  int number = 0;
  for (const auto& [path, directory] : contract.writable) {
    const bool is_tmpfs = directory.kind == Kind::tmpfs;
    // A volume of the image is always mounted; the others only with a read-only root.
    if (!directory.declared && !contract.read_only_root.possible) continue;
    const std::string name = "writable-" + std::to_string(++number);
    mounts += "        - name: " + name + "\n          mountPath: " + yaml_string(path) + "\n";
    volumes += "    - name: " + name + "\n";
    volumes += is_tmpfs ? "      emptyDir:\n        medium: Memory\n" : "      emptyDir: {}\n";
  }
  std::string yaml = "spec:\n" + pod_security(contract);
  yaml +=
      "  containers:\n    - name: app\n      image: " + yaml_string(image_name(contract)) + "\n";
  if (!contract.ports.empty()) yaml += "      ports:\n";
  for (const std::uint16_t port : contract.ports) {
    yaml += "        - containerPort: " + std::to_string(port) + "\n";
  }
  yaml += container_security(contract) + liveness(contract.health_check);
  if (!mounts.empty()) yaml += "      volumeMounts:\n" + mounts + "  volumes:\n" + volumes;
  return yaml;
}

}  // namespace whittle::contract
