// Whether this process is in a user namespace other than the initial one (user_namespaces(7)).
// There, uid 0 is not root of the machine: operations that need a capability in the initial
// namespace, such as fanotify marks on an overlay and most of bpf(2), fail even where geteuid() is
// 0.
#pragma once

#include <string_view>

namespace whittle::base {

// uid_map: the text of /proc/PID/uid_map. The initial namespace maps every id to itself.
bool maps_every_id_to_itself(std::string_view uid_map);

// False where there is no /proc/self/uid_map: a kernel without user namespaces.
bool in_user_namespace();

}  // namespace whittle::base
