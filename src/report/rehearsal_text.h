// The rehearsal in minify's summary: a line or two, or nothing where there were no units.
#pragma once

#include <string>

#include "whittle/rehearsal.h"

namespace whittle::report {

std::string rehearsal_text(const Rehearsal& rehearsal);

}  // namespace whittle::report
