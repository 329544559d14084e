// System calls that a profile allows, or refuses with ENOSYS, in addition to those in the trace;
// each row has a reason.
//
// Names are separated by spaces. "rename|renameat" means the first of them that the architecture
// has.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace whittle::profile {

// Bits for versions of runtimes, which make different calls between loading the filter and the
// app's exec.
namespace runtime_versions {
inline constexpr unsigned kRunc11 = 1;  // runc 1.1
inline constexpr unsigned kRunc12 = 2;  // runc 1.2 and later: close_range
inline constexpr unsigned kRunc13 = 4;  // runc 1.2.8, 1.3.3, 1.4 and later: opens /proc by handles
inline constexpr unsigned kCrun18 = 8;  // crun 1.8
inline constexpr unsigned kCrun = 16;   // crun after 1.8
inline constexpr unsigned kAnyRunc = kRunc11 | kRunc12 | kRunc13;
inline constexpr unsigned kAnyCrun = kCrun18 | kCrun;
inline constexpr unsigned kAny = kAnyRunc | kAnyCrun;
}  // namespace runtime_versions

struct RuntimeCall {
  std::string_view name;
  unsigned runtimes;
  std::string_view why;
};
std::span<const RuntimeCall> runtime_calls();

struct KnownCall {
  std::string_view name;
  std::string_view why;
};
// Calls that any process may need in code that was not recorded.
std::span<const KnownCall> core_calls();
// Calls that fail with ENOSYS unless allowed: a libc tries them first and falls back on ENOSYS, but
// not on EPERM.
std::span<const KnownCall> calls_with_fallback();

// Calls that are allowed because of others.
struct ImpliedCalls {
  enum class Trigger : std::uint8_t { calls, writes };
  Trigger trigger = Trigger::calls;  // writes: the app has written a file
  std::string_view used;             // for Trigger::calls: any of these
  std::string_view with;             // and any of these, unless empty
  std::string_view allowed;
  std::string_view why;
};
// Equivalent forms of a call, used by other libcs or kernels.
std::span<const ImpliedCalls> equivalents();
// Calls that are used together with others, and may be needed later.
std::span<const ImpliedCalls> families();
// The forms of calls in 32-bit ABIs; implied by all allowed calls.
std::span<const ImpliedCalls> forms_of_32_bit_abis();

// Arguments that are allowed in addition to those recorded, if a profile has conditions on
// arguments.
struct KnownArgument {
  std::string_view call;
  unsigned index;
  std::uint64_t value;
  std::string_view why;
};
// Used by runtimes: allowed whether or not the app makes the call.
std::span<const KnownArgument> runtime_arguments();
// Used by any process: allowed if the app makes the call.
std::span<const KnownArgument> core_arguments();
// Those of calls that the broad form allows although no run made them: they give no power.
std::span<const KnownArgument> ordinary_arguments();

}  // namespace whittle::profile
