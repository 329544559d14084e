// What a system call lets a process do beyond its own business: the power that it gives.
//
// Every call is in one row. Rows with power are for what reaches beyond the process: other
// processes, the kernel's configuration, or code of the kernel that is much attacked and that few
// programs need. Rows without power act on the process's own descriptors, memory, threads and
// children, and on files and sockets as far as its rights go; whoever may read and write may do all
// of them. Sources are named by row: Docker's default profile (docker_default.h) with the reasons in
// its documentation (docs.docker.com/engine/security/seccomp), the man pages, and published holes.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/report.h"
#include "whittle/seccomp_profile.h"

namespace whittle::profile {

enum class Power : std::uint8_t {
  none,
  some,
  by_arguments,  // only with arguments that are not in harmless_arguments()
};

enum class When : std::uint8_t {
  always,
  network,  // where outgoing connections are allowed, or something listens
};

struct CallClass {
  Power power;
  std::string_view word;   // "mounts", "descriptors"
  std::string_view calls;  // separated by spaces, of all architectures
  std::string_view why;
  std::string_view source;   // of rows with power
  When when = When::always;  // of rows without
};
// nullptr: a call that no table here has.
const CallClass* class_of(std::string_view call);

// Arguments with which a call of Power::by_arguments gives none.
struct HarmlessArgument {
  std::string_view call;
  unsigned index;
  std::uint64_t mask;  // the bits that count
  std::uint64_t value;
  std::string_view why;
  When when = When::always;
};
std::span<const HarmlessArgument> harmless_arguments();

// Of the calls of this machine (GOARCH).
AllowedCalls allowed_calls(const SeccompProfile& profile, const std::string& architecture);
// The calls with power of a machine (GOARCH) that kept code may name, by number; none but in the
// broad form. Without clone3, on whose refusal every libc makes a clone.
std::map<int, std::string> calls_to_infer(ProfileForm form, const std::string& architecture);
// What the profile allows because kept code names it.
std::vector<InferredCall> inferred_calls(const SeccompProfile& profile);
// "mounts: changes what ..."; empty for a call without power or in no row.
std::string power_text(std::string_view call);

}  // namespace whittle::profile
