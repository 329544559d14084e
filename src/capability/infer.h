// Infers the capabilities that an app needs from its trace and from the owners and modes of its
// files (capabilities(7)).
//
// A trace does not have the user of a call: if the app starts as root and becomes another user, all
// its calls count as root's. So the set is rather too large than too small; contract/narrow.h
// reduces it by runs. Only capabilities in kDockerCapabilities are inferred.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "whittle/capabilities.h"
#include "whittle/file_tree.h"
#include "whittle/trace.h"

namespace whittle::capability {

enum class Start { as_root, as_other };  // the user that the container's first process starts as

struct CapabilitySubject {
  const Trace& trace;
  const FileTree* tree = nullptr;  // of the recorded image; null: files are not considered
  Start start = Start::as_root;
};

// Sorted by name. If the app is or can become root, what root needs; otherwise only the file
// capabilities of the programs that it has run.
std::vector<NeededCapability> infer(const CapabilitySubject& subject);

// The capabilities that may be missing if this call (a libseccomp name) fails with EPERM or EACCES,
// the likeliest first. Empty if none in kDockerCapabilities would help.
std::vector<std::string> capabilities_for(std::string_view syscall);

}  // namespace whittle::capability
