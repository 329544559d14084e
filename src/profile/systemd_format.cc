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

std::string capability_line(const std::vector<NeededCapability>& capabilities) {
  std::vector<std::string> names;
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
