// The ids that an ordinary user may give to the ids of a user namespace: subuid(5), subgid(5).
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

// text: of /etc/subuid or /etc/subgid, whose lines are OWNER:FIRST:COUNT. owner: a user's name, or
// its uid. Lines that are none are passed over.
std::vector<IdRange> subordinate_ids(std::string_view text, std::string_view name,
                                     std::uint32_t uid);

// Arguments of newuidmap(1) after the process id: the user's own id as 0, then the ranges from 1
// on.
std::vector<std::string> id_map_arguments(std::uint32_t own, const std::vector<IdRange>& ranges);

}  // namespace whittle::base
