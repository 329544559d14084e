// What the recording has seen of the application, and the programs that the image loses: for the
// report (whittle/coverage.h).
//
// Requests that an app can answer are not counted: which there are, and which files serve them, only
// its framework knows.
#pragma once

#include "select/select.h"
#include "whittle/coverage.h"

namespace whittle::select {

AppCoverage coverage(const SelectInput& input, const KeepSet& keep);

}  // namespace whittle::select
