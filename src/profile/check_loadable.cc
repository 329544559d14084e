#include <fcntl.h>
#include <seccomp.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/fd.h"
#include "profile/seccomp.h"
#include "whittle/error.h"

namespace whittle::profile {
namespace {

struct Release {
  void operator()(void* context) const { ::seccomp_release(context); }
};
using Filter = std::unique_ptr<void, Release>;

[[noreturn]] void fail(const std::string& what, int result) {
  throw Error("the seccomp profile cannot be loaded: " + what + ": " + std::strerror(-result));
}

std::uint32_t action_value(const std::string& action, std::optional<unsigned> errno_ret) {
  if (action == "SCMP_ACT_ALLOW") return SCMP_ACT_ALLOW;
  if (action == "SCMP_ACT_LOG") return SCMP_ACT_LOG;
  if (action == "SCMP_ACT_ERRNO") return SCMP_ACT_ERRNO(errno_ret.value_or(EPERM));
  throw Error("the seccomp profile cannot be loaded: unknown action " + action);
}

// "SCMP_ARCH_X86_64": libseccomp itself says "x86_64".
std::uint32_t architecture_value(const std::string& name) {
  constexpr std::string_view kPrefix = "SCMP_ARCH_";
  std::string plain = name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : "";
  for (char& character : plain) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
  }
  const std::uint32_t value = ::seccomp_arch_resolve_name(plain.c_str());
  if (value == 0) throw Error("the seccomp profile cannot be loaded: unknown architecture " + name);
  return value;
}

void add_architectures(void* filter, const SeccompProfile& profile) {
  bool has_native = false;
  for (const std::string& name : profile.architectures) {
    const std::uint32_t value = architecture_value(name);
    has_native = has_native || value == ::seccomp_arch_native();
    const int result = ::seccomp_arch_add(filter, value);
    if (result < 0 && result != -EEXIST) fail(name, result);
  }
  // A new filter has the machine's own.
  if (!has_native && !profile.architectures.empty()) {
    ::seccomp_arch_remove(filter, SCMP_ARCH_NATIVE);
  }
}

}  // namespace

void check_loadable(const SeccompProfile& profile) {
  const std::uint32_t default_action =
      action_value(profile.default_action, profile.default_errno_ret);
  const Filter filter(::seccomp_init(default_action));
  if (!filter) fail("default action " + profile.default_action, -EINVAL);
  add_architectures(filter.get(), profile);
  for (const SeccompRule& rule : profile.rules) {
    const std::uint32_t action = action_value(rule.action, rule.errno_ret);
    if (action == default_action) continue;  // libseccomp refuses it, runtimes pass over it
    for (const std::string& name : rule.names) {
      const int number = ::seccomp_syscall_resolve_name(name.c_str());
      if (number == __NR_SCMP_ERROR) fail("system call " + name, -EINVAL);
      const int result = ::seccomp_rule_add(filter.get(), action, number, 0);
      if (result < 0) fail("system call " + name, result);
    }
  }
  const base::Fd nowhere = base::open_file("/dev/null", O_WRONLY);
  const int result = ::seccomp_export_bpf(filter.get(), nowhere.get());
  if (result < 0) fail("compiling it", result);
}

}  // namespace whittle::profile
