#include "trace/syscall_names.h"

#include <linux/audit.h>
#include <seccomp.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace whittle::trace {
namespace {

constexpr std::uint64_t kX32Bit = 0x40000000;  // __X32_SYSCALL_BIT
constexpr int kNumbers = 1024;                 // the largest number in use is below 512

constexpr std::pair<std::uint32_t, const char*> kAbis[] = {
    {SCMP_ARCH_X86_64, "x86_64"},   {SCMP_ARCH_X86, "x86"},         {SCMP_ARCH_X32, "x32"},
    {SCMP_ARCH_AARCH64, "aarch64"}, {SCMP_ARCH_ARM, "arm"},         {SCMP_ARCH_PPC64LE, "ppc64le"},
    {SCMP_ARCH_S390X, "s390x"},     {SCMP_ARCH_RISCV64, "riscv64"},
};

// Newer than libseccomp 2.5.4; since 5.1 all ABIs here have the same numbers (arch/*/syscall.tbl).
constexpr std::pair<std::uint64_t, const char*> kNewer[] = {
    {450, "set_mempolicy_home_node"},
    {451, "cachestat"},
    {452, "fchmodat2"},
    {453, "map_shadow_stack"},
    {454, "futex_wake"},
    {455, "futex_wait"},
    {456, "futex_requeue"},
    {457, "statmount"},
    {458, "listmount"},
    {459, "lsm_get_self_attr"},
    {460, "lsm_set_self_attr"},
    {461, "lsm_list_modules"},
    {462, "mseal"},
    {463, "setxattrat"},
    {464, "getxattrat"},
    {465, "listxattrat"},
    {466, "removexattrat"},
    {467, "open_tree_attr"},
    {468, "file_getattr"},
    {469, "file_setattr"},
};

struct Table {
  std::unordered_map<std::uint64_t, std::string> names;
  std::map<std::string, std::uint64_t, std::less<>> numbers;
};

Table build(std::uint32_t arch) {
  Table table;
  const std::uint64_t base = arch == SCMP_ARCH_X32 ? kX32Bit : 0;
  for (int i = 0; i < kNumbers; ++i) {
    const std::uint64_t number = base + static_cast<std::uint64_t>(i);
    const std::unique_ptr<char, decltype(&std::free)> name(
        seccomp_syscall_resolve_num_arch(arch, static_cast<int>(number)), &std::free);
    if (!name) continue;
    table.names.emplace(number, name.get());
    table.numbers.emplace(name.get(), number);
  }
  for (const auto& [number, name] : kNewer) {
    if (table.numbers.contains(name)) continue;
    table.names.emplace(base + number, name);
    table.numbers.emplace(name, base + number);
  }
  return table;
}

// x32 shares its AUDIT_ARCH with x86_64; libseccomp has a token of its own for it.
std::uint32_t token(std::uint32_t audit_arch, std::uint64_t number) {
  return audit_arch == AUDIT_ARCH_X86_64 && (number & kX32Bit) != 0 ? SCMP_ARCH_X32 : audit_arch;
}

const Table& table_of(std::uint32_t arch) {
  static std::mutex mutex;
  static std::map<std::uint32_t, Table> tables;
  const std::lock_guard lock(mutex);
  const auto found = tables.find(arch);
  return found != tables.end() ? found->second : tables.emplace(arch, build(arch)).first->second;
}

}  // namespace

std::string abi_name(std::uint32_t audit_arch, std::uint64_t number) {
  const std::uint32_t arch = token(audit_arch, number);
  for (const auto& [known, name] : kAbis) {
    if (known == arch) return name;
  }
  char text[32];
  std::snprintf(text, sizeof text, "unknown_%x", arch);
  return text;
}

std::string syscall_name(std::uint32_t audit_arch, std::uint64_t number) {
  const Table& table = table_of(token(audit_arch, number));
  const auto found = table.names.find(number);
  return found != table.names.end() ? found->second : "unknown_" + std::to_string(number);
}

std::optional<std::uint64_t> syscall_number(std::uint32_t audit_arch, std::string_view name) {
  const Table& table = table_of(audit_arch);
  const auto found = table.numbers.find(name);
  return found != table.numbers.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace whittle::trace
