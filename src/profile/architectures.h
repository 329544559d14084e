// The architectures of a profile: the machine's own, and those of its kernel's other ABIs that the
// app used or of which the image has programs. libseccomp kills what calls by another.
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
// libseccomp's number for "SCMP_ARCH_X86_64" or for an ABI of a trace ("x86_64"); 0 for none.
std::uint32_t architecture_value(const std::string& name);
// Whether one of these architectures has the call, or does it by socketcall(2) or ipc(2).
bool have_call(const std::vector<std::string>& architectures, const std::string& name);
// Whether one of them is of 32 bits with calls of its own for that.
bool has_narrow(const std::vector<std::string>& architectures);
// Whether libseccomp has a number for the call of an ABI of a trace.
bool is_known_call(const std::string& abi, const std::string& name);
// How SeccompProfile::unknown says it: "unknown_999 (x86_64)".
std::string name_in(const std::string& abi, const std::string& name);

}  // namespace whittle::profile
