// The rows of class_of(): calls with power, and those without.
#pragma once

#include <span>

#include "profile/call_power.h"

namespace whittle::profile {

std::span<const CallClass> powers();
std::span<const CallClass> ordinary_families();

}  // namespace whittle::profile
