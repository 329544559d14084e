#include <array>

#include "whittle/package.h"

namespace whittle {
namespace {

constexpr std::array<std::string_view, kPackageManagerCount> kNames = {"dpkg", "apk", "rpm",
                                                                       "pip",  "npm", "gem"};

}  // namespace

std::string_view package_manager_name(PackageManager manager) {
  return kNames.at(static_cast<std::size_t>(manager));
}

}  // namespace whittle
