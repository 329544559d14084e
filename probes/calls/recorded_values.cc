#include "probes/calls/recorded_values.h"

#include <linux/audit.h>

#include <algorithm>

#include "trace/syscall_names.h"

namespace whittle::probes {
namespace {

constexpr std::uint64_t kX32Bit = 0x40000000;  // __X32_SYSCALL_BIT

// clone3(2)'s first argument is the address of a structure that begins with the flags.
std::optional<std::uint64_t> value_of(const Call& call, const CallMemory& memory,
                                      const RecordedArgument& argument) {
  if (argument.call != "clone3") return call.arguments[argument.index] & argument.mask;
  const std::uint64_t address = call.pointer(static_cast<int>(argument.index));
  std::uint64_t flags = 0;
  if (!memory.read(address, std::as_writable_bytes(std::span(&flags, 1)))) return std::nullopt;
  return flags & argument.mask;
}

}  // namespace

std::vector<RecordedValues::Entry> RecordedValues::build(std::uint32_t audit_arch) {
  std::vector<Entry> entries;
  for (const RecordedArgument& argument : kRecordedArguments) {
    // On s390x the first argument of clone(2) is the stack.
    if (audit_arch == AUDIT_ARCH_S390X && argument.call == "clone") continue;
    if (const auto number = trace::syscall_number(audit_arch, argument.call)) {
      entries.push_back({.number = *number, .argument = &argument, .values = {}});
    }
  }
  std::ranges::sort(entries, {}, &Entry::number);
  return entries;
}

// Null for calls whose arguments are not recorded.
RecordedValues::Entry* RecordedValues::find(std::uint32_t audit_arch, std::uint64_t number) {
  auto abi = abis_.find(audit_arch);
  if (abi == abis_.end()) abi = abis_.emplace(audit_arch, build(audit_arch)).first;
  // For x32 nothing is recorded: a profile then has no conditions for its calls.
  if ((number & kX32Bit) != 0) return nullptr;
  const auto found = std::ranges::lower_bound(abi->second, number, {}, &Entry::number);
  return found != abi->second.end() && found->number == number ? &*found : nullptr;
}

void RecordedValues::entered(const Call& call, const CallMemory& memory) {
  const Entry* entry = find(call.arch, call.number);
  if (!entry || entry->values.any) return;
  add(call.arch, call.number, value_of(call, memory, *entry->argument));
}

void RecordedValues::add(std::uint32_t audit_arch, std::uint64_t number,
                         std::optional<std::uint64_t> value) {
  Entry* entry = find(audit_arch, number);
  if (!entry) return;
  if (value) {
    entry->values.insert(*value);
  } else {
    entry->values.set_any();
  }
}

void RecordedValues::merge_into(Trace& trace) const {
  for (const auto& [arch, entries] : abis_) {
    for (const Entry& entry : entries) {
      if (!entry.values.any && entry.values.values.empty()) continue;
      trace
          .arguments[trace::abi_name(arch)][std::string(entry.argument->call)]
                    [entry.argument->index]
          .merge(entry.values);
    }
  }
}

}  // namespace whittle::probes
