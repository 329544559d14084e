#include <seccomp.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>

#include "profile/architectures.h"
#include "profile/bpf.h"
#include "profile/compile.h"
#include "profile/seccomp.h"
#include "trace/used_calls.h"
#include "whittle/error.h"

namespace whittle::profile {
namespace {

using Arguments = std::map<unsigned, ArgumentValues>;

// x32 has the architecture of x86-64; the number, from libseccomp, has its bit set.
std::uint32_t audit_architecture(std::uint32_t token) {
  return token == SCMP_ARCH_X32 ? static_cast<std::uint32_t>(SCMP_ARCH_X86_64) : token;
}

class Simulation {
 public:
  explicit Simulation(const SeccompProfile& profile) : program_(compile(profile)) {}

  void check(const std::string& abi, const std::string& name, const Arguments* arguments) const {
    if (arguments == nullptr) return require(abi, name, 0, 0);
    for (const auto& [index, values] : *arguments) {
      for (const std::uint64_t value : tried(values)) require(abi, name, index, value);
    }
  }

 private:
  // All bits set stands for any other value.
  static std::set<std::uint64_t> tried(const ArgumentValues& values) {
    if (values.any) return {~std::uint64_t{0}};
    return values.values.empty() ? std::set<std::uint64_t>{0} : values.values;
  }

  void require(const std::string& abi, const std::string& name, unsigned index,
               std::uint64_t value) const;

  std::vector<sock_filter> program_;
};

void Simulation::require(const std::string& abi, const std::string& name, unsigned index,
                         std::uint64_t value) const {
  const std::uint32_t token = architecture_value(abi);
  seccomp_data call{.nr = ::seccomp_syscall_resolve_name_arch(token, name.c_str()),
                    .arch = audit_architecture(token),
                    .instruction_pointer = 0,
                    .args = {}};
  call.args[index] = value;
  const std::uint32_t result = run_filter(program_, call);
  const std::uint32_t action = result & SECCOMP_RET_ACTION_FULL;
  if (action == SECCOMP_RET_ALLOW || action == SECCOMP_RET_LOG) return;
  const bool not_there = action == SECCOMP_RET_ERRNO && (result & SECCOMP_RET_DATA) == ENOSYS;
  if (name == "clone3" && not_there) return require(abi, "clone", 0, value);
  throw Error("the seccomp profile would refuse " + name + " (" + abi +
                  "), which the app has called with " + std::to_string(value) + " as argument " +
                  std::to_string(index),
              "this is a bug: please report it with the trace.json of --artifacts");
}

const Arguments* arguments_of(const Trace& trace, const std::string& abi, const std::string& name) {
  const auto calls = trace.arguments.find(abi);
  if (calls == trace.arguments.end()) return nullptr;
  const auto found = calls->second.find(name);
  return found == calls->second.end() ? nullptr : &found->second;
}

}  // namespace

void check_recorded(const SeccompProfile& profile, const Trace& trace) {
  const Simulation simulation(profile);
  for (const auto& [abi, calls] : trace.syscalls) {
    for (const std::string& name : trace::app_calls(trace, abi)) {
      if (std::ranges::binary_search(profile.unknown, name_in(abi, name))) continue;
      simulation.check(abi, name, arguments_of(trace, abi, name));
    }
  }
}

}  // namespace whittle::profile
