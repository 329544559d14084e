// The options that decide what the result is and how it was verified, as the statement has them.
#pragma once

#include "attestation/statement.h"
#include "pipeline/minify.h"

namespace whittle::pipeline {

// Named as in the manual. Variables by their names only: their values may be secrets.
attestation::Options stated_options(const MinifyOptions& options);

}  // namespace whittle::pipeline
