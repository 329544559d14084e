#include <algorithm>
#include <map>
#include <set>

#include "profile/formats.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::profile {
namespace {

// systemd.exec(5), SystemCallArchitectures=
const std::map<std::string, std::string, std::less<>> kArchitectures = {
    {"SCMP_ARCH_X86_64", "x86-64"},    {"SCMP_ARCH_X86", "x86"},
    {"SCMP_ARCH_X32", "x32"},          {"SCMP_ARCH_AARCH64", "arm64"},
    {"SCMP_ARCH_ARM", "arm"},          {"SCMP_ARCH_S390X", "s390x"},
    {"SCMP_ARCH_PPC64LE", "ppc64-le"}, {"SCMP_ARCH_RISCV64", "riscv64"}};

// Calls that a libc tries first, falling back on the older form only on ENOSYS.
constexpr std::pair<const char*, const char*> kNewerForms[] = {
    {"clone", "clone3"},       {"epoll_pwait", "epoll_pwait2"}, {"faccessat", "faccessat2"},
    {"fchmodat", "fchmodat2"}, {"futex", "futex_waitv"},        {"newfstatat", "statx"},
    {"openat", "openat2"}};

std::string architectures(const SeccompProfile& profile) {
  std::string text;
  for (const std::string& name : profile.architectures) {
    const auto known = kArchitectures.find(name);
    if (known == kArchitectures.end()) {
      throw Error("systemd has no name for the architecture " + name);
    }
    text::append_item(text, known->second, " ");
  }
  return text;
}

std::string line(const std::string& setting, const std::vector<std::string>& words) {
  return setting + "=" + text::join(words, " ") + "\n";
}

// systemd has one errno for all calls that are not allowed, and a libc falls back on ENOSYS but not
// on EPERM. So if a call is allowed, its newer form is allowed too.
std::vector<std::string> newer_forms(const SeccompProfile& profile) {
  std::set<std::string> names;
  for (const auto& [older, newer] : kNewerForms) {
    if (profile.allows(older) && !profile.allows(newer)) names.insert(newer);
  }
  return {names.begin(), names.end()};
}

// The values of a call's argument that the profile's rules compare with; empty where any is allowed.
std::set<std::uint64_t> allowed_values(const SeccompProfile& profile, const std::string& call) {
  std::set<std::uint64_t> values;
  for (const SeccompRule& rule : profile.rules) {
    if (std::ranges::find(rule.names, call) == rule.names.end()) continue;
    if (rule.arguments.empty()) return {};
    for (const SeccompArgument& argument : rule.arguments) values.insert(argument.value_two);
  }
  return values;
}

// socket(2)
const std::map<std::uint64_t, std::string> kFamilyNames = {
    {1, "AF_UNIX"}, {2, "AF_INET"}, {10, "AF_INET6"}, {16, "AF_NETLINK"}, {17, "AF_PACKET"}};

// What conditions on arguments say in other profiles, as far as systemd has a setting for it.
std::string argument_lines(const SeccompProfile& profile) {
  std::string text;
  const bool makes_namespaces = profile.allows("unshare") || profile.allows("setns");
  if (allowed_values(profile, "clone") == std::set<std::uint64_t>{0} && !makes_namespaces)
    text += "RestrictNamespaces=yes\n";
  std::vector<std::string> families;
  const std::set<std::uint64_t> values = allowed_values(profile, "socket");
  families.reserve(values.size());
  for (const std::uint64_t value : values) {
    const auto name = kFamilyNames.find(value);
    if (name == kFamilyNames.end()) return text;
    families.push_back(name->second);
  }
  return families.empty() ? text : text + line("RestrictAddressFamilies", families);
}

std::string capability_line(const std::vector<NeededCapability>& capabilities) {
  std::vector<std::string> names;
  names.reserve(capabilities.size());
  for (const NeededCapability& capability : capabilities) names.push_back(capability.name);
  return line("CapabilityBoundingSet", names);
}

}  // namespace

std::string format_systemd(const Profiles& profiles) {
  const SeccompProfile& seccomp = profiles.seccomp;
  std::string text =
      "# Drop-in file: /etc/systemd/system/UNIT.service.d/" + profiles.name + ".conf\n[Service]\n";
  text += capability_line(profiles.capabilities);
  if (profiles.privileged_programs.empty()) text += "NoNewPrivileges=yes\n";
  text += "SystemCallArchitectures=" + architectures(seccomp) + "\n";
  text += "SystemCallErrorNumber=EPERM\n";
  text += argument_lines(seccomp);
  std::set<std::string> listed;
  for (const SeccompRule& rule : seccomp.rules) {
    if (rule.action != "SCMP_ACT_ALLOW") continue;
    std::vector<std::string> names;
    for (const std::string& name : rule.names) {
      if (listed.insert(name).second) names.push_back(name);
    }
    if (names.empty()) continue;
    if (!rule.comment.empty()) text += "# " + rule.comment + "\n";
    text += line("SystemCallFilter", names);
  }
  if (const auto newer = newer_forms(seccomp); !newer.empty()) {
    text += "# newer forms of calls above: a libc does not fall back on EPERM\n";
    text += line("SystemCallFilter", newer);
  }
  return text;
}

}  // namespace whittle::profile
