// What needs which capability; each row has a reason. Used to infer what an app needs, and to find
// what a refused call lacked.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace whittle::capability {

// Additional condition for a call to need the capability.
enum class When : std::uint8_t {
  called,        // none
  users_change,  // the app changes its user id, so that processes of another user may exist
  others_files,  // the app has changed files with another owner than root
  setid_files,   // the app has changed files with a setuid or setgid bit
  never,         // not inferred, since it depends on arguments; only used for refused calls
};

struct CallRow {
  std::string_view capability;
  std::string_view calls;  // separated by blanks
  When when;
  std::string_view why;
};
// If there are several rows for a call, the first is the likeliest.
std::span<const CallRow> call_rows();

// Calls that need the capability with one value of an argument in recorded_arguments.h.
struct ArgumentRow {
  std::string_view capability;
  std::string_view call;
  unsigned index;
  std::uint64_t value;
  std::string_view why;
};
std::span<const ArgumentRow> argument_rows();

// Programs whose name shows that they need a capability.
struct ProgramRow {
  std::string_view capability;
  std::string_view programs;  // separated by blanks
  std::string_view why;
};
std::span<const ProgramRow> program_rows();

// Calls that change the user id.
inline constexpr std::string_view kSetUser =
    "setuid setreuid setresuid setuid32 setreuid32 setresuid32";

}  // namespace whittle::capability
