// The user that a container's process runs as, as Docker finds it: "name|uid[:group|gid]" looked up
// in the image's own /etc/passwd and /etc/group (passwd(5), group(5)). Pure functions of those
// texts.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace whittle::container {

struct User {
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> additional_gids;  // gid first, as Docker sets them
  std::string home = "/";
};

// An empty specification means uid 0. Names need an entry, numbers do not. Throws Error with a
// hint.
User find_user(const std::string& specification, std::string_view passwd, std::string_view group);

}  // namespace whittle::container
