// The capabilities that an app needs, inferred from what a trace tells and from the owners and
// modes of the files in it (capabilities(7)).
//
// A trace does not tell who made a call: where the app starts as root and becomes another user, all
// of its calls are taken for root's. So the set is rather too large than too small; runs that drop
// one after the other narrow it. Nothing outside of kDockerCapabilities is ever inferred.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "whittle/capabilities.h"
#include "whittle/file_tree.h"
#include "whittle/trace.h"

namespace whittle::capability {

enum class Start { as_root, as_other };  // as whom the container's first process starts

struct CapabilitySubject {
  const Trace& trace;
  const FileTree* tree = nullptr;  // the recorded image's; null: files tell nothing
  Start start = Start::as_root;
};

// Sorted by name. Those of root, where the app is or can become root; else what the programs that
// it has run have as file capabilities.
std::vector<NeededCapability> infer(const CapabilitySubject& subject);

// What may be lacking where this call fails with EPERM or EACCES, the likeliest first; a libseccomp
// name. Empty: no capability of kDockerCapabilities lets it through.
std::vector<std::string> capabilities_for(std::string_view syscall);

}  // namespace whittle::capability
