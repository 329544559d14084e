// System calls that a profile allows, or answers with ENOSYS, whatever the app was seen to do; each
// with the reason.
#pragma once

#include <span>
#include <string_view>

namespace whittle::profile {

struct KnownCall {
  std::string_view name;
  std::string_view why;
};

// What runtimes call after the filter is loaded and before the app's exec.
std::span<const KnownCall> runtime_calls();
// What any process may come to need on a path that no recording has taken.
std::span<const KnownCall> core_calls();
// Answered with ENOSYS unless allowed: a libc tries them first and falls back on ENOSYS, but not on
// EPERM.
std::span<const KnownCall> calls_with_fallback();

// The older call that a libc makes when the kernel does not have the newer one.
struct Fallback {
  std::string_view newer;
  std::string_view older;
};
std::span<const Fallback> fallbacks();

}  // namespace whittle::profile
