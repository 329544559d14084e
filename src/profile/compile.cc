#include "profile/compile.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "base/fd.h"
#include "profile/architectures.h"
#include "profile/seccomp.h"
#include "whittle/error.h"

namespace whittle::profile {
namespace {

struct Release {
  void operator()(void* context) const { ::seccomp_release(context); }
};
using Filter = std::unique_ptr<void, Release>;

[[noreturn]] void fail(const std::string& what, int result) {
  throw Error("the seccomp profile cannot be loaded: " + what + ": " + error_text(-result));
}

std::uint32_t action_value(const std::string& action, std::optional<unsigned> errno_ret) {
  if (action == "SCMP_ACT_ALLOW") return SCMP_ACT_ALLOW;
  if (action == "SCMP_ACT_LOG") return SCMP_ACT_LOG;
  if (action == "SCMP_ACT_NOTIFY") return SCMP_ACT_NOTIFY;
  if (action == "SCMP_ACT_TRACE") return SCMP_ACT_TRACE(errno_ret.value_or(EPERM));
  if (action == "SCMP_ACT_ERRNO") return SCMP_ACT_ERRNO(errno_ret.value_or(EPERM));
  throw Error("the seccomp profile cannot be loaded: unknown action " + action);
}

constexpr std::pair<std::string_view, scmp_compare> kComparisons[] = {
    {"SCMP_CMP_NE", SCMP_CMP_NE},
    {"SCMP_CMP_LT", SCMP_CMP_LT},
    {"SCMP_CMP_LE", SCMP_CMP_LE},
    {"SCMP_CMP_EQ", SCMP_CMP_EQ},
    {"SCMP_CMP_GE", SCMP_CMP_GE},
    {"SCMP_CMP_GT", SCMP_CMP_GT},
    {"SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ},
};

scmp_arg_cmp comparison(const SeccompArgument& argument) {
  const auto found =
      std::ranges::find(kComparisons, argument.op, [](const auto& row) { return row.first; });
  if (found == std::end(kComparisons)) {
    throw Error("the seccomp profile cannot be loaded: unknown operator " + argument.op);
  }
  return {.arg = argument.index,
          .op = found->second,
          .datum_a = argument.value,
          .datum_b = argument.value_two};
}

std::uint32_t known_architecture(const std::string& name) {
  const std::uint32_t value = name.starts_with("SCMP_ARCH_") ? architecture_value(name) : 0;
  if (value == 0) throw Error("the seccomp profile cannot be loaded: unknown architecture " + name);
  return value;
}

void add_architectures(void* filter, const SeccompProfile& profile) {
  bool has_native = false;
  for (const std::string& name : profile.architectures) {
    const std::uint32_t value = known_architecture(name);
    has_native = has_native || value == ::seccomp_arch_native();
    const int result = ::seccomp_arch_add(filter, value);
    if (result < 0 && result != -EEXIST) fail(name, result);
  }
  // A new filter already has the machine's own architecture.
  if (!has_native && !profile.architectures.empty()) {
    ::seccomp_arch_remove(filter, SCMP_ARCH_NATIVE);
  }
}

void add_rule(void* filter, const SeccompRule& rule, std::uint32_t action) {
  std::vector<scmp_arg_cmp> comparisons;
  for (const SeccompArgument& argument : rule.arguments) {
    comparisons.push_back(comparison(argument));
  }
  for (const std::string& name : rule.names) {
    const int number = ::seccomp_syscall_resolve_name(name.c_str());
    if (number == __NR_SCMP_ERROR) fail("system call " + name, -EINVAL);
    const int result = ::seccomp_rule_add_array(
        filter, action, number, static_cast<unsigned>(comparisons.size()), comparisons.data());
    if (result < 0) fail("system call " + name, result);
  }
}

std::vector<sock_filter> exported(void* filter) {
  const base::Fd memory(::memfd_create("seccomp filter", MFD_CLOEXEC));
  if (!memory) throw SystemError("cannot make a file in memory", errno);
  const int result = ::seccomp_export_bpf(filter, memory.get());
  if (result < 0) fail("compiling it", result);
  struct stat status {};
  if (::fstat(memory.get(), &status) != 0) throw SystemError("cannot read a file in memory", errno);
  const auto size = static_cast<std::size_t>(status.st_size);
  std::vector<sock_filter> program(size / sizeof(sock_filter));
  if (::pread(memory.get(), program.data(), size, 0) != status.st_size) {
    throw SystemError("cannot read a file in memory", errno);
  }
  if (program.empty() || program.size() > BPF_MAXINSNS) fail("its length", -E2BIG);
  return program;
}

}  // namespace

std::vector<sock_filter> compile(const SeccompProfile& profile) {
  const std::uint32_t default_action =
      action_value(profile.default_action, profile.default_errno_ret);
  const Filter filter(::seccomp_init(default_action));
  if (!filter) fail("default action " + profile.default_action, -EINVAL);
  add_architectures(filter.get(), profile);
  for (const SeccompRule& rule : profile.rules) {
    const std::uint32_t action = action_value(rule.action, rule.errno_ret);
    if (action == default_action) continue;  // libseccomp refuses such a rule, runtimes skip it
    add_rule(filter.get(), rule, action);
  }
  return exported(filter.get());
}

void check_loadable(const SeccompProfile& profile) {
  compile(profile);
}

}  // namespace whittle::profile
