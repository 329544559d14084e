// The statement of what was made of what: statement.json, and attached to the image for the
// destinations that can hold it.
#pragma once

#include "pipeline/verify.h"
#include "whittle/contract.h"

namespace whittle::pipeline {

// For a result that may be published. contract may be null. Writes statement.json.
Attachment attest(const RecordedImage& image, const Verified& verified, const Contract* contract,
                  const Task& task);

}  // namespace whittle::pipeline
