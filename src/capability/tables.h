// What needs which capability; each row with the reason. Whoever wants to know what an app needs
// and whoever wants to know what a refused call lacked read the same rows.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace whittle::capability {

// What has to be true besides, before a call is taken for one that needs the capability.
enum class When : std::uint8_t {
  called,        // nothing
  users_change,  // processes of another user are about
  others_files,  // it has changed files of another owner than root
  setid_files,   // it has changed files with a setuid or setgid bit
  never,         // its arguments decide: a row for those that a refused call may have lacked
};

struct CallRow {
  std::string_view capability;
  std::string_view calls;  // separated by blanks
  When when;
  std::string_view why;
};
// Of several rows for a call the first is the likeliest.
std::span<const CallRow> call_rows();

// Calls that need it with one value of an argument of recorded_arguments.h.
struct ArgumentRow {
  std::string_view capability;
  std::string_view call;
  unsigned index;
  std::uint64_t value;
  std::string_view why;
};
std::span<const ArgumentRow> argument_rows();

// Programs whose name alone says what they do with a capability.
struct ProgramRow {
  std::string_view capability;
  std::string_view programs;  // separated by blanks
  std::string_view why;
};
std::span<const ProgramRow> program_rows();

// Calls by which a process becomes another user.
inline constexpr std::string_view kSetUser =
    "setuid setreuid setresuid setuid32 setreuid32 setresuid32";

}  // namespace whittle::capability
