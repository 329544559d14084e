#include "profile/conditions.h"

#include <algorithm>
#include <optional>

#include "profile/call_power.h"
#include "profile/tables.h"
#include "trace/used_calls.h"

namespace whittle::profile {
namespace {

// Architectures with socketcall(2), whose arguments are in memory.
constexpr std::string_view kMultiplexing[] = {"SCMP_ARCH_X86", "SCMP_ARCH_S390X"};

// All values that the app passed, in all ABIs; nullopt if they are not known.
std::optional<std::set<std::uint64_t>> recorded(const Trace& trace, const std::string& call,
                                                unsigned index) {
  std::set<std::uint64_t> all;
  for (const auto& [abi, calls] : trace.syscalls) {
    if (!trace::app_calls(trace, abi).contains(call)) continue;
    const auto of_abi = trace.arguments.find(abi);
    if (of_abi == trace.arguments.end()) return std::nullopt;
    const auto of_call = of_abi->second.find(call);
    if (of_call == of_abi->second.end()) return std::nullopt;
    const auto values = of_call->second.find(index);
    if (values == of_call->second.end() || values->second.any || values->second.values.empty()) {
      return std::nullopt;
    }
    all.insert(values->second.values.begin(), values->second.values.end());
  }
  return all;
}

bool is_filtered(std::string_view call, const std::vector<std::string>& architectures) {
  if (call == "clone3") return false;
  const bool is_socket = call == "socket" || call == "socketpair";
  return !is_socket || !std::ranges::any_of(kMultiplexing, [&](std::string_view name) {
    return std::ranges::find(architectures, name) != architectures.end();
  });
}

void add_known(std::set<std::uint64_t>& values, const RecordedArgument& argument,
               std::span<const KnownArgument> known) {
  for (const KnownArgument& row : known) {
    if (row.call == argument.call && row.index == argument.index) values.insert(row.value);
  }
}

// Where nothing is recorded of a call, its condition holds what every process may pass.
Conditions strict_conditions(const Trace& trace, const std::vector<std::string>& architectures,
                             ProfileForm form) {
  Conditions result;
  for (const RecordedArgument& argument : kRecordedArguments) {
    const std::string call(argument.call);
    if (!is_filtered(argument.call, architectures)) continue;
    auto values = recorded(trace, call, argument.index);
    if (!values) continue;
    add_known(*values, argument, runtime_arguments());
    add_known(*values, argument, core_arguments());
    if (form == ProfileForm::broad) add_known(*values, argument, ordinary_arguments());
    if (values->empty()) continue;
    result.emplace(call,
                   Condition{.call = call,
                             .index = argument.index,
                             .mask = argument.mask,
                             .values = std::move(*values),
                             .why = "only with arguments that were recorded, or that runtimes and "
                                    "libcs use"});
  }
  return result;
}

bool is_recorded(const Trace& trace, const std::string& call) {
  return trace::app_calls(trace).contains(call);
}

// On s390x the flags of clone are its second argument.
unsigned index_of(const HarmlessArgument& row, const std::vector<std::string>& architectures) {
  const bool swapped = row.call == "clone" &&
                       std::ranges::find(architectures, "SCMP_ARCH_S390X") != architectures.end();
  return swapped ? 1 : row.index;
}

// Calls whose arguments decide whether they give power: those that give none, and those recorded.
Conditions harmless_conditions(const Trace& trace, const std::vector<std::string>& architectures,
                               SeccompNetwork network) {
  Conditions result;
  std::set<std::string> unconditional;
  for (const HarmlessArgument& row : harmless_arguments()) {
    const std::string call(row.call);
    if (!is_filtered(row.call, architectures) || unconditional.contains(call)) continue;
    if (row.when == When::network && network == SeccompNetwork::recorded) continue;
    if (!result.contains(call) && is_recorded(trace, call)) {
      const auto values = recorded(trace, call, row.index);
      if (!values) {
        unconditional.insert(call);
        continue;
      }
      result[call].values = *values;
    }
    Condition& condition = result[call];
    condition.call = call;
    condition.index = index_of(row, architectures);
    condition.mask = row.mask;
    condition.values.insert(row.value);
    condition.why = "only with arguments that give no power, or that were recorded";
  }
  return result;
}

}  // namespace

std::vector<SeccompArgument> Condition::comparisons() const {
  std::vector<SeccompArgument> result;
  result.reserve(values.size());
  for (const std::uint64_t value : values) {
    result.push_back(
        {.index = index, .value = mask, .value_two = value & mask, .op = "SCMP_CMP_MASKED_EQ"});
  }
  return result;
}

// The stricter ones come first: map::merge keeps what is there.
Conditions conditions(const Trace& trace, const std::vector<std::string>& architectures,
                      const SeccompChoice& choice) {
  Conditions result;
  if (choice.arguments == SeccompArguments::recorded) {
    result = strict_conditions(trace, architectures, choice.form);
  }
  if (choice.form == ProfileForm::broad) {
    result.merge(harmless_conditions(trace, architectures, choice.network));
  }
  return result;
}

bool clone_suffices(const Trace& trace) {
  const auto flags = recorded(trace, "clone3", 0);
  return flags && *flags == std::set<std::uint64_t>{0};
}

}  // namespace whittle::profile
