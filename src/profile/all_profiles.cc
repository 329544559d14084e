#include "profile/all_profiles.h"

#include <utility>

#include "capability/privileged_programs.h"

namespace whittle::profile {

Profiles all_profiles(const std::string& image, AppArmorSubject subject, SeccompProfile seccomp,
                      capability::Start start) {
  Profiles profiles;
  profiles.name = apparmor_name(image);
  profiles.seccomp = std::move(seccomp);
  profiles.capabilities =
      capability::infer({.trace = subject.trace, .tree = subject.tree, .start = start});
  if (subject.tree == nullptr) {
    profiles.privileged_programs = {"programs whose modes are not known here"};
  } else {
    profiles.privileged_programs = capability::privileged_programs(subject.trace, *subject.tree);
  }
  subject.name = profiles.name;
  subject.capabilities = profiles.capabilities;
  profiles.apparmor = apparmor_profile(subject);
  return profiles;
}

}  // namespace whittle::profile
