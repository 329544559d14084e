#include "contract/platforms.h"
#include "contract/yaml.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

// Ports below this are privileged (ip(7)) unless a sysctl of the pod changes that. Docker sets it,
// a kubelet may not.
constexpr std::uint16_t kUnprivilegedPort = 1024;

bool has_privileged_port(const Contract& contract) {
  return !contract.ports.empty() && *contract.ports.begin() < kUnprivilegedPort;
}

void write_pod_security(YAML::Emitter& yaml, const Contract& contract) {
  const bool needs_group = contract.user.uid != 0 && !contract.writable.empty();
  if (!needs_group && !has_privileged_port(contract)) return;
  begin_map(yaml, "securityContext");
  if (needs_group) write_plain(yaml, "fsGroup", contract.user.gid);
  if (has_privileged_port(contract)) {
    begin_list(yaml, "sysctls");
    yaml << YAML::BeginMap;
    write_plain(yaml, "name", "net.ipv4.ip_unprivileged_port_start");
    write_text(yaml, "value", "0");
    yaml << YAML::EndMap << YAML::EndSeq;
  }
  yaml << YAML::EndMap;
}

void write_container_security(YAML::Emitter& yaml, const Contract& contract) {
  const ContractUser& user = contract.user;
  begin_map(yaml, "securityContext");
  write_plain(yaml, "runAsUser", user.uid);
  write_plain(yaml, "runAsGroup", user.gid);
  write_plain(yaml, "runAsNonRoot", user.uid != 0);
  write_plain(yaml, "readOnlyRootFilesystem", contract.read_only_root.possible);
  write_plain(yaml, "allowPrivilegeEscalation", !contract.no_new_privileges.possible);
  if (contract.drop_capabilities.possible) {
    begin_map(yaml, "capabilities");
    write_texts(yaml, "drop", {"ALL"});
    if (!contract.capabilities.empty()) write_texts(yaml, "add", short_capabilities(contract));
    yaml << YAML::EndMap;
  }
  if (!contract.seccomp.empty()) {
    begin_map(yaml, "seccompProfile");
    write_plain(yaml, "type", "Localhost");
    write_text(yaml, "localhostProfile", contract.seccomp);
    yaml << YAML::EndMap;
  }
  yaml << YAML::EndMap;
}

void write_liveness(YAML::Emitter& yaml, const HealthCheck& check) {
  begin_map(yaml, "livenessProbe");
  begin_map(yaml, "exec");
  write_texts(yaml, "command", check.command());
  yaml << YAML::EndMap;
  const std::pair<const char*, std::int64_t> numbers[] = {
      {"periodSeconds", seconds(check.interval)},
      {"timeoutSeconds", seconds(check.timeout)},
      {"initialDelaySeconds", seconds(check.start_period)},
      {"failureThreshold", check.retries}};
  for (const auto& [name, value] : numbers) {
    if (value > 0) write_plain(yaml, name, value);
  }
  yaml << YAML::EndMap;
}

// A volume that the image declares is for data and is needed with any root; the other writable
// directories are needed only with a read-only root.
std::vector<WritableDirectory> directories_of(const Contract& contract) {
  std::vector<WritableDirectory> directories;
  for (const auto& [path, directory] : contract.writable) {
    if (directory.declared || contract.read_only_root.possible) directories.push_back(directory);
  }
  return directories;
}

std::string pod_volume_name(std::size_t index) {
  return "writable-" + std::to_string(index + 1);
}

void write_volume_mounts(YAML::Emitter& yaml, const std::vector<WritableDirectory>& directories) {
  begin_list(yaml, "volumeMounts");
  for (std::size_t i = 0; i < directories.size(); ++i) {
    yaml << YAML::BeginMap;
    write_plain(yaml, "name", pod_volume_name(i));
    write_text(yaml, "mountPath", directories[i].path);
    yaml << YAML::EndMap;
  }
  yaml << YAML::EndSeq;
}

void write_volumes(YAML::Emitter& yaml, const std::vector<WritableDirectory>& directories) {
  begin_list(yaml, "volumes");
  for (std::size_t i = 0; i < directories.size(); ++i) {
    yaml << YAML::BeginMap;
    write_plain(yaml, "name", pod_volume_name(i));
    yaml << YAML::Key << "emptyDir" << YAML::Value << YAML::Flow << YAML::BeginMap;
    if (directories[i].kind == Kind::tmpfs) write_plain(yaml, "medium", "Memory");
    yaml << YAML::EndMap << YAML::EndMap;
  }
  yaml << YAML::EndSeq;
}

void write_container(YAML::Emitter& yaml, const Contract& contract,
                     const std::vector<WritableDirectory>& directories) {
  yaml << YAML::BeginMap;
  write_plain(yaml, "name", "app");
  write_text(yaml, "image", image_name(contract));
  if (!contract.ports.empty()) {
    begin_list(yaml, "ports");
    for (const std::uint16_t port : contract.ports) {
      yaml << YAML::BeginMap;
      write_plain(yaml, "containerPort", port);
      yaml << YAML::EndMap;
    }
    yaml << YAML::EndSeq;
  }
  write_container_security(yaml, contract);
  if (contract.health_check) write_liveness(yaml, *contract.health_check);
  if (!directories.empty()) write_volume_mounts(yaml, directories);
  yaml << YAML::EndMap;
}

}  // namespace

std::string kubernetes_yaml(const Contract& contract) {
  const std::vector<WritableDirectory> directories = directories_of(contract);
  YAML::Emitter yaml;
  yaml.SetOutputCharset(YAML::EscapeNonAscii);
  yaml << YAML::BeginMap;
  begin_map(yaml, "spec");
  write_pod_security(yaml, contract);
  begin_list(yaml, "containers");
  write_container(yaml, contract, directories);
  yaml << YAML::EndSeq;
  if (!directories.empty()) write_volumes(yaml, directories);
  yaml << YAML::EndMap << YAML::EndMap;
  return std::string(yaml.c_str()) + "\n";
}

}  // namespace whittle::contract
