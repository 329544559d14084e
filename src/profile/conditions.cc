#include "profile/conditions.h"

#include <algorithm>
#include <optional>

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

bool is_filtered(const RecordedArgument& argument, const std::vector<std::string>& architectures) {
  if (argument.call == "clone3") return false;
  const bool is_socket = argument.call == "socket" || argument.call == "socketpair";
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

}  // namespace

std::vector<SeccompArgument> Condition::comparisons() const {
  std::vector<SeccompArgument> result;
  for (const std::uint64_t value : values) {
    result.push_back({.index = argument->index,
                      .value = argument->mask,
                      .value_two = value & argument->mask,
                      .op = "SCMP_CMP_MASKED_EQ"});
  }
  return result;
}

Conditions conditions(const Trace& trace, const std::vector<std::string>& architectures) {
  Conditions result;
  for (const RecordedArgument& argument : kRecordedArguments) {
    const std::string call(argument.call);
    if (!is_filtered(argument, architectures)) continue;
    auto values = recorded(trace, call, argument.index);
    if (!values) continue;
    add_known(*values, argument, runtime_arguments());
    add_known(*values, argument, core_arguments());
    if (!values->empty()) result.emplace(call, Condition{&argument, std::move(*values)});
  }
  return result;
}

bool clone_suffices(const Trace& trace) {
  const auto flags = recorded(trace, "clone3", 0);
  return flags && *flags == std::set<std::uint64_t>{0};
}

}  // namespace whittle::profile
