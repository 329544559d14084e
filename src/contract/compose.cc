#include "contract/platforms.h"
#include "contract/yaml.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

// Compose takes a '$' for a variable, and "$$" for a '$'.
std::string doubled_dollars(const std::string& text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return doubled;
}

// "80/tcp"
std::vector<std::string> ports_of(const Contract& contract) {
  std::set<std::string> ports;
  for (const std::string& port : contract.exposed_ports) ports.insert(doubled_dollars(port));
  for (const std::uint16_t port : contract.ports) ports.insert(std::to_string(port) + "/tcp");
  return {ports.begin(), ports.end()};
}

std::vector<std::string> security_options(const Contract& contract) {
  std::vector<std::string> options;
  if (contract.no_new_privileges.possible) options.emplace_back("no-new-privileges:true");
  if (!contract.seccomp.empty())
    options.push_back(doubled_dollars("seccomp:./" + contract.seccomp));
  return options;
}

std::vector<WritableDirectory> directories_of(const Contract& contract, Kind kind) {
  std::vector<WritableDirectory> directories;
  if (!contract.read_only_root.possible) return directories;
  for (const auto& [path, directory] : contract.writable) {
    if (directory.kind == kind) directories.push_back(directory);
  }
  return directories;
}

std::string volume_name(std::size_t index) {
  return "data-" + std::to_string(index + 1);
}

void write_tmpfs(YAML::Emitter& yaml, const std::vector<WritableDirectory>& directories) {
  if (directories.empty()) return;
  begin_list(yaml, "tmpfs");
  for (const WritableDirectory& directory : directories) {
    yaml << YAML::DoubleQuoted << doubled_dollars(tmpfs_flag(directory));
  }
  yaml << YAML::EndSeq;
}

void write_mounts(YAML::Emitter& yaml, const std::vector<WritableDirectory>& volumes) {
  if (volumes.empty()) return;
  begin_list(yaml, "volumes");
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    yaml << YAML::BeginMap;
    write_plain(yaml, "type", "volume");
    write_plain(yaml, "source", volume_name(i));
    write_text(yaml, "target", doubled_dollars(volumes[i].path));
    yaml << YAML::EndMap;
  }
  yaml << YAML::EndSeq;
}

void write_service(YAML::Emitter& yaml, const Contract& contract,
                   const std::vector<WritableDirectory>& volumes) {
  write_text(yaml, "image", doubled_dollars(image_name(contract)));
  if (contract.user.overridden) write_text(yaml, "user", doubled_dollars(user_flag(contract)));
  const std::vector<std::string> ports = ports_of(contract);
  if (!ports.empty()) write_texts(yaml, "expose", ports);
  if (contract.read_only_root.possible) write_plain(yaml, "read_only", true);
  write_tmpfs(yaml, directories_of(contract, Kind::tmpfs));
  write_mounts(yaml, volumes);
  if (contract.drop_capabilities.possible) {
    write_texts(yaml, "cap_drop", {"ALL"});
    if (!contract.capabilities.empty()) write_texts(yaml, "cap_add", short_capabilities(contract));
  }
  const std::vector<std::string> options = security_options(contract);
  if (!options.empty()) write_texts(yaml, "security_opt", options);
  if (!contract.stop_signal.empty()) {
    write_text(yaml, "stop_signal", doubled_dollars(contract.stop_signal));
  }
}

}  // namespace

std::string compose_yaml(const Contract& contract) {
  const std::vector<WritableDirectory> volumes = directories_of(contract, Kind::volume);
  YAML::Emitter yaml;
  yaml.SetOutputCharset(YAML::EscapeNonAscii);
  yaml << YAML::BeginMap;
  begin_map(yaml, "services");
  begin_map(yaml, "app");
  write_service(yaml, contract, volumes);
  yaml << YAML::EndMap << YAML::EndMap;
  if (!volumes.empty()) {
    begin_map(yaml, "volumes");
    for (std::size_t i = 0; i < volumes.size(); ++i) {
      const std::string name = volume_name(i);
      yaml << YAML::Key << name << YAML::Value << YAML::Flow << YAML::BeginMap << YAML::EndMap;
    }
    yaml << YAML::EndMap;
  }
  yaml << YAML::EndMap;
  return std::string(yaml.c_str()) + "\n";
}

}  // namespace whittle::contract
