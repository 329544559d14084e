// System calls that a profile allows, or answers with ENOSYS, beyond those that the app was seen to
// make; each row with its reason.
//
// Names are separated by spaces. "rename|renameat" is the first of them that the architecture has.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace whittle::profile {

// What a runtime calls between loading the filter and the app's exec differs by version. A row says
// for whom it stands, as bits.
namespace runtime {
inline constexpr unsigned kRunc11 = 1;  // runc 1.1
inline constexpr unsigned kRunc12 = 2;  // runc 1.2 and later: close_range
inline constexpr unsigned kRunc13 = 4;  // runc 1.2.8, 1.3.3, 1.4 and later: /proc by handles
inline constexpr unsigned kCrun18 = 8;  // crun 1.8
inline constexpr unsigned kCrun = 16;   // later ones
inline constexpr unsigned kAnyRunc = kRunc11 | kRunc12 | kRunc13;
inline constexpr unsigned kAnyCrun = kCrun18 | kCrun;
inline constexpr unsigned kAny = kAnyRunc | kAnyCrun;
}  // namespace runtime

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
// What any process may come to need on a path that no recording has taken.
std::span<const KnownCall> core_calls();
// Answered with ENOSYS unless allowed: a libc tries them first and falls back on ENOSYS, but not on
// EPERM.
std::span<const KnownCall> calls_with_fallback();

// What follows from what the app did.
struct Companions {
  enum class Sign : std::uint8_t { calls, writes };
  Sign sign = Sign::calls;  // writes: a path of the image was written
  std::string_view used;    // with calls: any of these
  std::string_view with;    // and any of these, unless empty
  std::string_view allowed;
  std::string_view why;
};
// Other forms of a call, which another libc or kernel makes in its place.
std::span<const Companions> equivalents();
// What belongs to the same work, and comes sooner or later.
std::span<const Companions> families();
// The forms of 32-bit ABIs; they follow from anything that is allowed.
std::span<const Companions> narrow_forms();

// Arguments beyond those recorded, where a profile has conditions on arguments.
struct KnownArgument {
  std::string_view call;
  unsigned index;
  std::uint64_t value;
  std::string_view why;
};
// Of runtimes: these calls are allowed whether or not the app makes them.
std::span<const KnownArgument> runtime_arguments();
// Of any process, if it makes the call at all.
std::span<const KnownArgument> core_arguments();

}  // namespace whittle::profile
