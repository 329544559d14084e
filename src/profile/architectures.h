// The architectures of a profile: the machine's own, and other ABIs of its kernel that the app used
// or for which the image has programs. A filter made by libseccomp kills processes that use another
// ABI.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "whittle/trace.h"

namespace whittle::profile {

// "SCMP_ARCH_X86_64", ...; throws Error for an architecture that is not in the table.
std::vector<std::string> architectures(const Trace& trace,
                                       const std::set<std::string>& program_abis);
// All ABIs that a machine of this architecture (GOARCH) may run, its own first. Throws Error as above.
std::vector<std::string> all_architectures(const std::string& architecture);
// libseccomp's number for "SCMP_ARCH_X86_64" or for an ABI of a trace ("x86_64"); 0 if unknown.
std::uint32_t architecture_value(const std::string& name);
// The names of all calls of a machine (GOARCH), sorted. Throws Error as above.
std::set<std::string> known_calls(const std::string& architecture);
// The number of a call there; nullopt: it has none.
std::optional<int> number_of(const std::string& call, const std::string& architecture);
// Whether one of these architectures has the call, directly or through socketcall(2) or ipc(2).
bool have_call(const std::vector<std::string>& architectures, const std::string& name);
// Whether one of them is a 32-bit ABI, which has calls of its own.
bool has_32_bit_abi(const std::vector<std::string>& architectures);
// Whether libseccomp knows the call in this ABI of a trace.
bool is_known_call(const std::string& abi, const std::string& name);
// As in SeccompProfile::unknown: "unknown_999 (x86_64)".
std::string name_in(const std::string& abi, const std::string& name);

}  // namespace whittle::profile
