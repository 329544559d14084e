// The member "rehearsal" of report.json.
#pragma once

#include <nlohmann/json.hpp>

#include "whittle/rehearsal.h"

namespace whittle::report {

nlohmann::ordered_json rehearsal_json(const Rehearsal& rehearsal);

}  // namespace whittle::report
