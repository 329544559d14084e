#include "probes/ebpf/specs.h"

#include <linux/audit.h>

#include "trace/syscall_names.h"
#include "whittle/recorded_arguments.h"

namespace whittle::probes {
namespace {

std::uint8_t kind_of(PathArgument::Kind kind) {
  using Kind = PathArgument::Kind;
  switch (kind) {
    case Kind::path:
    case Kind::absolute_path:
      return kPathArgument;
    case Kind::descriptor:
      return kDescriptorArgument;
    case Kind::unix_address:
      return kAddressArgument;
    case Kind::none:
    case Kind::clone_flags:  // forks are seen by their tracepoint
    case Kind::clone_args:
      break;
  }
  return kNoArgument;
}

path_spec spec_of(const PathCall& call) {
  path_spec spec{};
  spec.value = -1;
  spec.flags = -1;
  const PathArgument* const arguments[] = {&call.first, &call.second};
  for (int i = 0; i < 2; ++i) {
    const PathArgument& argument = *arguments[i];
    spec.kind[i] = kind_of(argument.kind);
    spec.directory[i] = argument.directory;
    spec.argument[i] = argument.argument;
    if (argument.flags != PathArgument::kNone) spec.flags = argument.flags;
    if (argument.follow == Follow::open_how) spec.has_open_how = 1;
  }
  spec.changes_directories = call.changes != Changes::nothing && spec.kind[0] != kNoArgument;
  const Invalidation invalidation = invalidation_of(call);
  spec.invalidates = invalidation.roots || invalidation.paths;
  return spec;
}

// linux: __vm_enough_memory checks CAP_SYS_ADMIN for any amount.
constexpr std::string_view kAllocating[] = {
    "brk",    "clone",        "clone3", "execve",           "execveat", "fork",   "mmap",
    "mmap2",  "mlock",        "mlock2", "mremap",           "mprotect", "munmap", "shmat",
    "shmget", "memfd_create", "vfork",  "remap_file_pages", "ftruncate"};

}  // namespace

std::uint32_t arch_of_abi(unsigned abi) {
#if defined(__x86_64__)
  return abi == 0 ? AUDIT_ARCH_X86_64 : AUDIT_ARCH_I386;
#else
  return abi == 0 ? AUDIT_ARCH_AARCH64 : AUDIT_ARCH_ARM;
#endif
}

void fill_specs(PathCalls& path_calls, std::span<path_spec> specs) {
  for (unsigned abi = 0; abi < kAbis; ++abi) {
    for (unsigned number = 0; number < kCallNumbers; ++number) {
      const PathCall* call = path_calls.find(arch_of_abi(abi), number);
      specs[std::size_t{abi} * kCallNumbers + number] = spec_of(call ? *call : PathCall{});
    }
    for (const std::string_view name : kAllocating) {
      const auto number = trace::syscall_number(arch_of_abi(abi), name);
      if (number && *number < kCallNumbers)
        specs[std::size_t{abi} * kCallNumbers + *number].allocates = 1;
    }
    for (const RecordedArgument& argument : kRecordedArguments) {
      const auto number = trace::syscall_number(arch_of_abi(abi), argument.call);
      if (!number || *number >= kCallNumbers) continue;
      path_spec& spec = specs[std::size_t{abi} * kCallNumbers + *number];
      spec.value = static_cast<std::int8_t>(argument.index);
      spec.value_is_struct = argument.call == "clone3";
      spec.value_mask = argument.mask;
    }
  }
}

}  // namespace whittle::probes
