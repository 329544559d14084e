#include "contract/platforms.h"

#include "contract/quote.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

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

std::string tmpfs_flag(const WritableDirectory& directory) {
  return directory.path + ":mode=" + octal(directory.mode) +
         ",uid=" + std::to_string(directory.uid) + ",gid=" + std::to_string(directory.gid);
}

std::string user_flag(const Contract& contract) {
  if (!contract.user.name.empty()) return contract.user.name;
  return std::to_string(contract.user.uid) + ":" + std::to_string(contract.user.gid);
}

std::vector<std::string> docker_flags(const Contract& contract) {
  std::vector<std::string> flags;
  const auto add = [&](const std::string& flag, const std::string& value) {
    flags.push_back(flag);
    flags.push_back(value);
  };
  if (contract.user.overridden) add("--user", user_flag(contract));
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

}  // namespace whittle::contract
