// The statement of what has been made of what: beside the image's artifacts, and attached to it for
// the destinations that can hold it.
#pragma once

#include "attestation/statement.h"
#include "pipeline/stages.h"

namespace whittle::pipeline {

// The options that decide what the result is and how it was proven, as the manual names them.
// Variables by their names alone: their values may be secrets.
attestation::Options stated_options(const MinifyOptions& options);

// Nothing for a result that may not be handed out.
void attest(Job& job, const MinifyOptions& options);

}  // namespace whittle::pipeline
