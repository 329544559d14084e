// A seccomp profile as a runtime loads it (runtime-spec, config-linux.md#seccomp; Docker's profile
// format).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace whittle {

struct SeccompRule {
  std::vector<std::string> names;  // sorted
  std::string action;              // "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"
  std::optional<unsigned> errno_ret;
  std::string comment;
};

struct SeccompProfile {
  std::string default_action = "SCMP_ACT_ERRNO";
  std::optional<unsigned> default_errno_ret;
  std::vector<std::string> architectures;  // "SCMP_ARCH_X86_64", ...
  std::vector<SeccompRule> rules;

  bool allows(const std::string& syscall) const;
};

}  // namespace whittle
