// All that restricts the containers of one image, from what is known of it.
#pragma once

#include <string>

#include "capability/infer.h"
#include "profile/apparmor.h"
#include "profile/formats.h"

namespace whittle::profile {

// image: the reference from which the profiles get their name. start: whether the app begins as
// root. The subject's name and capabilities are found here.
Profiles all_profiles(const std::string& image, AppArmorSubject subject, SeccompProfile seccomp,
                      capability::Start start);

}  // namespace whittle::profile
