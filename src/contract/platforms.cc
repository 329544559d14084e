#include "contract/platforms.h"

#include "contract/quote.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

std::string tmpfs_flag(const WritableDirectory& directory) {
  return directory.path + ":mode=" + octal(directory.mode) +
         ",uid=" + std::to_string(directory.uid) + ",gid=" + std::to_string(directory.gid);
}

std::string user_of(const Contract& contract) {
  if (!contract.user.name.empty()) return contract.user.name;
  return std::to_string(contract.user.uid) + ":" + std::to_string(contract.user.gid);
}

// "80" of "80/tcp".
std::set<std::string> compose_ports(const Contract& contract) {
  std::set<std::string> ports(contract.exposed_ports.begin(), contract.exposed_ports.end());
  for (const std::uint16_t port : contract.ports) ports.insert(std::to_string(port) + "/tcp");
  return ports;
}

std::string yaml_list(const std::vector<std::string>& items,
                      std::string (*quote)(std::string_view)) {
  std::string list = "[";
  for (const std::string& item : items) list += (list.size() > 1 ? ", " : "") + quote(item);
  return list + "]";
}

void compose_mounts(std::string& yaml, const Contract& contract) {
  std::string tmpfs;
  std::string volumes;
  int number = 0;
  for (const auto& [path, directory] : contract.writable) {
    if (directory.kind == Kind::tmpfs) {
      tmpfs += "      - " + compose_string(tmpfs_flag(directory)) + "\n";
    } else {
      volumes += "      - type: volume\n        source: data-" + std::to_string(++number) +
                 "\n        target: " + compose_string(path) + "\n";
    }
  }
  if (!tmpfs.empty()) yaml += "    tmpfs:\n" + tmpfs;
  if (!volumes.empty()) yaml += "    volumes:\n" + volumes;
}

int count_volumes(const Contract& contract) {
  int count = 0;
  for (const auto& [path, directory] : contract.writable) count += directory.kind == Kind::volume;
  return count;
}

}  // namespace

std::int64_t seconds(std::int64_t nanoseconds) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return nanoseconds > 0 ? (nanoseconds - 1) / kSecond + 1 : 0;
}

std::string octal(std::uint32_t mode) {
  std::string text;
  for (int shift = 9; shift >= 0; shift -= 3) text += static_cast<char>('0' + (mode >> shift & 7));
  return text;
}

std::string image_name(const Contract& contract) {
  return contract.reference.empty() ? "IMAGE" : contract.reference;
}

std::vector<std::string> short_capabilities(const Contract& contract) {
  std::vector<std::string> names;
  for (const auto& [name, given] : contract.capabilities) {
    names.push_back(name.starts_with("CAP_") ? name.substr(4) : name);
  }
  return names;
}

std::vector<std::string> docker_flags(const Contract& contract) {
  std::vector<std::string> flags;
  const auto add = [&](const std::string& flag, const std::string& value) {
    flags.push_back(flag);
    flags.push_back(value);
  };
  if (contract.user.overridden) add("--user", user_of(contract));
  if (contract.read_only_root.possible) {
    flags.emplace_back("--read-only");
    for (const auto& [path, directory] : contract.writable) {
      if (directory.kind == Kind::tmpfs) {
        add("--tmpfs", tmpfs_flag(directory));
      } else if (!directory.declared) {
        add("--volume", path);
      }
    }
  }
  if (contract.drop_capabilities.possible) {
    add("--cap-drop", "ALL");
    for (const std::string& name : short_capabilities(contract)) add("--cap-add", name);
  }
  if (contract.no_new_privileges.possible) add("--security-opt", "no-new-privileges");
  if (!contract.seccomp.empty()) add("--security-opt", "seccomp=" + contract.seccomp);
  return flags;
}

std::string docker_line(const Contract& contract) {
  std::string line = "docker run";
  for (const std::string& word : docker_flags(contract)) line += " " + shell_word(word);
  return line + " " + shell_word(image_name(contract));
}

std::string compose_yaml(const Contract& contract) {
  std::string yaml = "services:\n  app:\n    image: " + compose_string(image_name(contract)) + "\n";
  if (contract.user.overridden) yaml += "    user: " + compose_string(user_of(contract)) + "\n";
  if (const auto ports = compose_ports(contract); !ports.empty()) {
    yaml += "    expose: " + yaml_list({ports.begin(), ports.end()}, compose_string) + "\n";
  }
  const bool read_only = contract.read_only_root.possible;
  if (read_only) {
    yaml += "    read_only: true\n";
    compose_mounts(yaml, contract);
  }
  if (contract.drop_capabilities.possible) {
    yaml += "    cap_drop: [\"ALL\"]\n";
    if (!contract.capabilities.empty()) {
      yaml += "    cap_add: " + yaml_list(short_capabilities(contract), compose_string) + "\n";
    }
  }
  std::vector<std::string> options;
  if (contract.no_new_privileges.possible) options.emplace_back("no-new-privileges:true");
  if (!contract.seccomp.empty()) options.push_back("seccomp:./" + contract.seccomp);
  if (!options.empty()) yaml += "    security_opt: " + yaml_list(options, compose_string) + "\n";
  if (!contract.stop_signal.empty()) {
    yaml += "    stop_signal: " + compose_string(contract.stop_signal) + "\n";
  }
  const int volumes = read_only ? count_volumes(contract) : 0;
  if (volumes > 0) yaml += "volumes:\n";
  for (int i = 1; i <= volumes; ++i) yaml += "  data-" + std::to_string(i) + ": {}\n";
  return yaml;
}

}  // namespace whittle::contract
