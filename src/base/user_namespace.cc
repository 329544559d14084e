#include "base/user_namespace.h"

#include <cstdint>
#include <sstream>
#include <string>

#include "base/fd.h"
#include "whittle/error.h"

namespace whittle::base {
namespace {

constexpr std::uint64_t kEveryId = 4294967295;  // (uid_t)-1 is not an id
constexpr std::size_t kMaxMap = 1 << 16;

}  // namespace

bool maps_every_id_to_itself(std::string_view uid_map) {
  std::istringstream text{std::string(uid_map)};
  std::uint64_t inside = 0;
  std::uint64_t outside = 0;
  std::uint64_t count = 0;
  return text >> inside >> outside >> count && inside == 0 && outside == 0 && count == kEveryId;
}

bool in_user_namespace() {
  try {
    return !maps_every_id_to_itself(read_file("/proc/self/uid_map", kMaxMap));
  } catch (const Error&) {
    return false;
  }
}

}  // namespace whittle::base
