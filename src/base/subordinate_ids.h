// The ids that an ordinary user may map into a user namespace: subuid(5), subgid(5).
//
// Not libsubid: it would link PAM, libaudit and libsemanage into whittle to read files of three
// columns. The price is that ranges from an NSS module (nsswitch.conf, "subid") are not seen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::base {

struct IdRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  bool operator==(const IdRange&) const = default;
};

// text: the contents of /etc/subuid or /etc/subgid, lines of OWNER:FIRST:COUNT, where OWNER is a
// user's name or uid. Other lines are ignored.
std::vector<IdRange> subordinate_ids(std::string_view text, std::string_view name,
                                     std::uint32_t uid);

// Arguments of newuidmap(1) after the process id: id 0 is the user's own id, ids from 1 on are the
// ranges.
std::vector<std::string> id_map_arguments(std::uint32_t own, const std::vector<IdRange>& ranges);

}  // namespace whittle::base
