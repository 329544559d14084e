// Running without root: the process becomes root of a user namespace (user_namespaces(7)) that has
// the ids that /etc/subuid and /etc/subgid give to the user.
#pragma once

#include <string>

namespace whittle::base {

// Makes this process root of a new user namespace. Supplementary groups are kept, and with them the
// access that they give. Call it while the process has a single thread. Throws Error with a hint
// where it is not possible. what_for: what needs it, for the error message.
void become_root_of_user_namespace(const std::string& what_for);

}  // namespace whittle::base
