// The two halves of call_classes().
#pragma once

#include <span>

#include "profile/call_power.h"

namespace whittle::profile {

std::span<const CallClass> powers();
std::span<const CallClass> ordinary_families();

}  // namespace whittle::profile
