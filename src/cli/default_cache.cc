#include "cli/default_cache.h"

#include <unistd.h>

#include <cstdlib>

#include "base/user_namespace.h"

namespace whittle::cli {

std::string default_cache() {
  if (::geteuid() == 0 && !base::in_user_namespace()) return "/var/cache/whittle";
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/') {
    return std::string(cache) + "/whittle";
  }
  const char* home = std::getenv("HOME");
  return std::string(home && *home == '/' ? home : "/var/tmp") + "/.cache/whittle";
}

}  // namespace whittle::cli
