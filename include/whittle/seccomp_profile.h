// A seccomp profile as a runtime loads it (runtime-spec, config-linux.md#seccomp; Docker's profile
// format).
//
// Made by profile/, applied by container/ (config.json) and Docker. A call may be in several rules
// only where each of them has a condition; the first rule whose condition holds decides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "whittle/word.h"

namespace whittle {

// recorded: the profile allows the calls of recorded_arguments.h only with the recorded arguments.
enum class SeccompArguments { any, recorded };

// What a profile allows beyond the recorded calls. used: what belongs to them. broad: also all calls
// that give no power, and calls with power that kept code names.
enum class ProfileForm { broad, used };
inline constexpr std::array kProfileFormWords = {Word{"broad", ProfileForm::broad},
                                                 Word{"used", ProfileForm::used}};

// Connections that were not recorded, in the broad form.
enum class SeccompNetwork { allow, recorded };
inline constexpr std::array kSeccompNetworkWords = {Word{"allow", SeccompNetwork::allow},
                                                    Word{"recorded", SeccompNetwork::recorded}};

struct SeccompChoice {
  SeccompArguments arguments = SeccompArguments::any;
  ProfileForm form = ProfileForm::broad;
  SeccompNetwork network = SeccompNetwork::allow;
};

// A condition on one argument. runc reads two conditions on the same argument as alternatives and
// libseccomp refuses them, so a rule has one at most for each index.
struct SeccompArgument {
  unsigned index = 0;
  std::uint64_t value = 0;
  std::uint64_t value_two = 0;  // of SCMP_CMP_MASKED_EQ: (argument & value) == value_two
  std::string op;               // "SCMP_CMP_EQ", "SCMP_CMP_MASKED_EQ", ...
};

inline constexpr const char* kInferredReason = "inferred";

struct SeccompRule {
  std::vector<std::string> names;  // sorted
  std::string action;              // "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"
  std::optional<unsigned> errno_ret;
  std::string comment;  // why, for people
  // Why, as one word by which reports count: "used", "equivalent", "family", "runtime", "core",
  // "ordinary" (no power), kInferredReason, ...
  std::string reason;
  std::vector<SeccompArgument> arguments;  // all have to hold; none: whatever the arguments
};

struct SeccompProfile {
  std::string default_action = "SCMP_ACT_ERRNO";
  std::optional<unsigned> default_errno_ret;
  std::vector<std::string> architectures;  // "SCMP_ARCH_X86_64", ...
  std::vector<SeccompRule> rules;
  // Used calls that are in no rule, because this machine's libseccomp has no name for them
  // ("unknown_999"). They get the default action.
  std::vector<std::string> unknown;

  // True where the call is allowed with at least some arguments.
  bool allows(const std::string& syscall) const;
  // Calls allowed, each under the reason of the first rule that lets it through.
  std::map<std::string, std::size_t> allowed_by_reason() const;
};

}  // namespace whittle
