#include "profile/seccomp.h"

#include <seccomp.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "profile/tables.h"
#include "whittle/error.h"

namespace whittle::profile {
namespace {

using Names = std::set<std::string>;

struct Architecture {
  std::string_view name;  // GOARCH, or an ABI of the trace
  std::string_view abi;   // of the trace
  std::string_view seccomp;
};

constexpr Architecture kNative[] = {
    {"amd64", "x86_64", "SCMP_ARCH_X86_64"},     {"386", "x86", "SCMP_ARCH_X86"},
    {"arm64", "aarch64", "SCMP_ARCH_AARCH64"},   {"arm", "arm", "SCMP_ARCH_ARM"},
    {"ppc64le", "ppc64le", "SCMP_ARCH_PPC64LE"}, {"s390x", "s390x", "SCMP_ARCH_S390X"},
    {"riscv64", "riscv64", "SCMP_ARCH_RISCV64"},
};

// Second ABIs that a kernel of the first may run.
constexpr std::pair<std::string_view, Architecture> kSubArchitectures[] = {
    {"amd64", {"x86", "x86", "SCMP_ARCH_X86"}},
    {"amd64", {"x32", "x32", "SCMP_ARCH_X32"}},
    {"arm64", {"arm", "arm", "SCMP_ARCH_ARM"}},
};

bool is_known(const std::string& name) {
  return ::seccomp_syscall_resolve_name(name.c_str()) != __NR_SCMP_ERROR;
}

// Entered by the app in any phase.
bool used_by_app(EnumSet<Phase> phases) {
  return phases.contains(Phase::app) || phases.contains(Phase::exec) ||
         phases.contains(Phase::shutdown);
}

Names app_calls(const std::map<std::string, EnumSet<Phase>>& calls) {
  Names names;
  for (const auto& [name, phases] : calls) {
    if (used_by_app(phases)) names.insert(name);
  }
  return names;
}

std::vector<std::string> architectures(const Trace& trace) {
  const auto native = std::find_if(std::begin(kNative), std::end(kNative),
                                   [&](const auto& row) { return row.name == trace.architecture; });
  if (native == std::end(kNative)) {
    throw Error("cannot make a seccomp profile for the architecture " + trace.architecture);
  }
  std::vector<std::string> names = {std::string(native->seccomp)};
  for (const auto& [of, sub] : kSubArchitectures) {
    const auto calls = trace.syscalls.find(std::string(sub.abi));
    if (of == trace.architecture && calls != trace.syscalls.end() &&
        !app_calls(calls->second).empty()) {
      names.emplace_back(sub.seccomp);
    }
  }
  return names;
}

Names names_of(std::span<const KnownCall> calls) {
  Names names;
  for (const KnownCall& call : calls) names.emplace(call.name);
  return names;
}

// A name stands in one rule only, the first that has it.
void add_rule(SeccompProfile& profile, Names& taken, const Names& names, SeccompRule rule) {
  for (const std::string& name : names) {
    if (is_known(name) && taken.insert(name).second) rule.names.push_back(name);
  }
  if (!rule.names.empty()) profile.rules.push_back(std::move(rule));
}

}  // namespace

SeccompProfile seccomp_profile(const Trace& trace) {
  SeccompProfile profile;
  profile.architectures = architectures(trace);
  Names used;
  for (const auto& [abi, calls] : trace.syscalls) used.merge(app_calls(calls));
  Names older;
  for (const Fallback& fallback : fallbacks()) {
    if (used.contains(std::string(fallback.newer))) older.emplace(fallback.older);
  }

  Names taken;
  const auto allow = [&](const Names& names, const char* comment) {
    add_rule(profile, taken, names, {{}, "SCMP_ACT_ALLOW", std::nullopt, comment});
  };
  allow(used, "used by the app");
  allow(older, "what a libc does where the kernel lacks a call that the app used");
  allow(names_of(runtime_calls()), "used by runc and crun before the app is started");
  allow(names_of(core_calls()), "needed by any process on paths that were not recorded");
  add_rule(profile, taken, names_of(calls_with_fallback()),
           {{}, "SCMP_ACT_ERRNO", ENOSYS, "not used; on ENOSYS a libc falls back on older calls"});

  check_loadable(profile);
  return profile;
}

void name_repaired(SeccompProfile& profile, const std::vector<std::string>& calls) {
  SeccompRule repaired = {{}, "SCMP_ACT_ALLOW", std::nullopt, "repaired: a proof was denied it"};
  for (SeccompRule& rule : profile.rules) {
    if (rule.action != repaired.action) continue;
    for (const std::string& call : calls) {
      if (std::erase(rule.names, call) > 0) repaired.names.push_back(call);
    }
  }
  if (repaired.names.empty()) return;
  std::sort(repaired.names.begin(), repaired.names.end());
  std::erase_if(profile.rules, [](const SeccompRule& rule) { return rule.names.empty(); });
  profile.rules.insert(profile.rules.begin(), std::move(repaired));
}

}  // namespace whittle::profile
