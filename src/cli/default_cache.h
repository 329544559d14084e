// Where unpacked layers are kept unless --cache says otherwise.
#pragma once

#include <string>

namespace whittle::cli {

// /var/cache/whittle; of an ordinary user $XDG_CACHE_HOME/whittle (XDG Base Directory
// Specification).
std::string default_cache();

}  // namespace whittle::cli
