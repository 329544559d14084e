#include "profile/architectures.h"

#include <seccomp.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "trace/used_calls.h"
#include "whittle/error.h"

namespace whittle::profile {
namespace {

struct Architecture {
  std::string_view name;  // GOARCH
  std::string_view abi;   // of the trace
  std::string_view seccomp;
};

constexpr Architecture kNative[] = {
    {"amd64", "x86_64", "SCMP_ARCH_X86_64"},     {"386", "x86", "SCMP_ARCH_X86"},
    {"arm64", "aarch64", "SCMP_ARCH_AARCH64"},   {"arm", "arm", "SCMP_ARCH_ARM"},
    {"ppc64le", "ppc64le", "SCMP_ARCH_PPC64LE"}, {"s390x", "s390x", "SCMP_ARCH_S390X"},
    {"riscv64", "riscv64", "SCMP_ARCH_RISCV64"},
};

// Additional ABIs that a kernel of an architecture may run.
constexpr Architecture kSubArchitectures[] = {
    {"amd64", "x86", "SCMP_ARCH_X86"},
    {"amd64", "x32", "SCMP_ARCH_X32"},
    {"arm64", "arm", "SCMP_ARCH_ARM"},
};

// libseccomp's numbers for calls that an architecture multiplexes (seccomp-syscalls.h).
constexpr std::pair<int, int> kMultiplexed[] = {{-120, -101}, {-224, -201}};

bool is_number(int number) {
  return number >= 0 || std::ranges::any_of(kMultiplexed, [number](const auto& range) {
           return range.first <= number && number <= range.second;
         });
}

std::string native(const std::string& architecture) {
  const auto found = std::ranges::find(kNative, architecture, &Architecture::name);
  if (found == std::end(kNative)) {
    throw Error("cannot make a seccomp profile for the architecture " + architecture);
  }
  return std::string(found->seccomp);
}

}  // namespace

std::vector<std::string> all_architectures(const std::string& architecture) {
  std::vector<std::string> names = {native(architecture)};
  for (const Architecture& sub : kSubArchitectures) {
    if (sub.name == architecture) names.emplace_back(sub.seccomp);
  }
  return names;
}

std::vector<std::string> architectures(const Trace& trace,
                                       const std::set<std::string>& program_abis) {
  std::vector<std::string> names = {native(trace.architecture)};
  for (const Architecture& sub : kSubArchitectures) {
    const std::string abi(sub.abi);
    if (sub.name != trace.architecture) continue;
    if (program_abis.contains(abi) || !trace::app_calls(trace, abi).empty())
      names.emplace_back(sub.seccomp);
  }
  return names;
}

std::uint32_t architecture_value(const std::string& name) {
  constexpr std::string_view kPrefix = "SCMP_ARCH_";
  std::string plain = name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
  for (char& character : plain) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
  }
  return ::seccomp_arch_resolve_name(plain.c_str());
}

bool have_call(const std::vector<std::string>& architectures, const std::string& name) {
  return std::ranges::any_of(architectures, [&name](const std::string& architecture) {
    return is_number(
        ::seccomp_syscall_resolve_name_arch(architecture_value(architecture), name.c_str()));
  });
}

std::set<std::string> known_calls(const std::string& architecture) {
  constexpr int kLast = 1000;  // of any kernel
  const std::uint32_t value = architecture_value(native(architecture));
  std::set<std::string> names;
  for (int number = 0; number < kLast; ++number) {
    const std::unique_ptr<char, decltype(&std::free)> name(
        ::seccomp_syscall_resolve_num_arch(value, number), &std::free);
    if (name != nullptr) names.insert(name.get());
  }
  return names;
}

std::optional<int> number_of(const std::string& call, const std::string& architecture) {
  const int number =
      ::seccomp_syscall_resolve_name_arch(architecture_value(native(architecture)), call.c_str());
  return number < 0 ? std::nullopt : std::optional(number);
}

bool has_32_bit_abi(const std::vector<std::string>& architectures) {
  return std::ranges::any_of(architectures, [](const std::string& name) {
    return name == "SCMP_ARCH_X86" || name == "SCMP_ARCH_ARM";
  });
}

bool is_known_call(const std::string& abi, const std::string& name) {
  const std::uint32_t value = architecture_value(abi);
  return value != 0 && ::seccomp_syscall_resolve_name_arch(value, name.c_str()) >= 0;
}

std::string name_in(const std::string& abi, const std::string& name) {
  return name + " (" + abi + ")";
}

}  // namespace whittle::profile
