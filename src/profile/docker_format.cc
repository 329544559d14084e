#include <nlohmann/json.hpp>

#include "oci/seccomp_object.h"
#include "profile/formats.h"
#include "profile/seccomp.h"

namespace whittle::profile {

// The object of the runtime-spec with comments; Docker 20.10 reads nothing more.
std::string format_docker(const SeccompProfile& profile) {
  nlohmann::ordered_json json = oci::seccomp_object(profile);
  for (std::size_t i = 0; i < profile.rules.size(); ++i) {
    const std::string& comment = profile.rules[i].comment;
    if (!comment.empty()) json["syscalls"][i]["comment"] = comment;
  }
  return json.dump(2) + "\n";
}

std::string format_oci(const Profiles& profiles) {
  return oci::seccomp_object(profiles.seccomp).dump(2) + "\n";
}

}  // namespace whittle::profile
