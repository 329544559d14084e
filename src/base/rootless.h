// How an ordinary user comes to do what root does: in a user namespace of its own
// (user_namespaces(7)), in which it is root and has the ids that /etc/subuid and /etc/subgid give
// it.
#pragma once

#include <string>

namespace whittle::base {

// From here on this process is root of a user namespace. Supplementary groups stay, so that what
// one of them opens stays open. While the process has one thread. Throws Error with a hint where it
// is not possible. what_for: who needs it, for the error.
void become_root_of_user_namespace(const std::string& what_for);

}  // namespace whittle::base
