#include "profile/call_power.h"

#include <algorithm>
#include <map>

#include "profile/architectures.h"
#include "profile/call_power_tables.h"
#include "text/split.h"

namespace whittle::profile {
namespace {

std::map<std::string, const CallClass*, std::less<>> by_name() {
  std::map<std::string, const CallClass*, std::less<>> rows;
  for (const std::span<const CallClass> table : {powers(), ordinary_families()}) {
    for (const CallClass& row : table) {
      for (std::string& call : text::split(row.calls, " ")) rows.emplace(std::move(call), &row);
    }
  }
  return rows;
}

bool is_harmless(const std::string& call, const SeccompArgument& argument) {
  return std::ranges::any_of(harmless_arguments(), [&](const HarmlessArgument& row) {
    if (row.call != call) return false;
    if (argument.op == "SCMP_CMP_EQ") return (argument.value & row.mask) == row.value;
    return argument.op == "SCMP_CMP_MASKED_EQ" && (argument.value & row.mask) == row.mask &&
           argument.value_two == row.value;
  });
}

// Whether a rule lets the call through with an argument that gives power.
bool gives_power(const SeccompProfile& profile, const std::string& call, const CallClass& row) {
  if (row.power == Power::none || !profile.allows(call)) return false;
  if (row.power == Power::some) return true;
  bool named = false;
  for (const SeccompRule& rule : profile.rules) {
    if (rule.action != "SCMP_ACT_ALLOW" || std::ranges::find(rule.names, call) == rule.names.end())
      continue;
    named = true;
    const bool harmless = std::ranges::any_of(
        rule.arguments, [&](const SeccompArgument& one) { return is_harmless(call, one); });
    if (!harmless) return true;
  }
  return !named;
}

}  // namespace

const CallClass* class_of(std::string_view call) {
  static const auto kRows = by_name();
  const auto found = kRows.find(call);
  return found == kRows.end() ? nullptr : found->second;
}

std::string power_text(std::string_view call) {
  const CallClass* const row = class_of(call);
  if (row == nullptr || row->power == Power::none) return {};
  return std::string(row->word) + ": " + std::string(row->why);
}

AllowedCalls allowed_calls(const SeccompProfile& profile, const std::string& architecture) {
  AllowedCalls allowed;
  for (const std::string& call : known_calls(architecture)) {
    if (!profile.allows(call)) continue;
    ++allowed.all;
    const CallClass* const row = class_of(call);
    if (row != nullptr && gives_power(profile, call, *row)) allowed.with_power.push_back(call);
  }
  return allowed;
}

std::map<int, std::string> calls_to_infer(ProfileForm form, const std::string& architecture) {
  std::map<int, std::string> calls;
  if (form != ProfileForm::broad) return calls;
  for (const CallClass& row : powers()) {
    if (row.power != Power::some) continue;
    for (const std::string& call : text::split(row.calls, " ")) {
      if (call == "clone3") continue;
      if (const auto number = number_of(call, architecture)) calls.emplace(*number, call);
    }
  }
  return calls;
}

std::vector<InferredCall> inferred_calls(const SeccompProfile& profile) {
  std::vector<InferredCall> inferred;
  for (const SeccompRule& rule : profile.rules) {
    if (rule.reason != kInferredReason) continue;
    for (const std::string& call : rule.names) inferred.push_back({call, rule.comment});
  }
  return inferred;
}

}  // namespace whittle::profile
