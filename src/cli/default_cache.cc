#include "cli/default_cache.h"

#include <unistd.h>

#include "base/environment.h"
#include "base/user_namespace.h"

namespace whittle::cli {

std::string default_cache() {
  if (::geteuid() == 0 && !base::in_user_namespace()) return "/var/cache/whittle";
  const std::string cache = base::environment_variable("XDG_CACHE_HOME").value_or("");
  if (cache.starts_with('/')) return cache + "/whittle";
  const std::string home = base::environment_variable("HOME").value_or("");
  return (home.starts_with('/') ? home : "/var/tmp") + "/.cache/whittle";
}

}  // namespace whittle::cli
