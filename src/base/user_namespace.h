// Whether this process is in a user namespace other than the machine's own, where uid 0 is not the
// machine's root: what asks for a capability over the whole machine, as fanotify's marks on an
// overlay and most of bpf(2) do, is refused there whatever geteuid() says. See user_namespaces(7).
#pragma once

#include <string_view>

namespace whittle::base {

// uid_map: the text of /proc/PID/uid_map. The machine's own namespace maps every id to itself.
bool maps_every_id_to_itself(std::string_view uid_map);

// False where there is no /proc/self/uid_map: a kernel without user namespaces.
bool in_user_namespace();

}  // namespace whittle::base
