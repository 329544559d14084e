// The stage "output": the new image goes to its outputs, to each whole or not at all.
#pragma once

#include "pipeline/write.h"

namespace whittle::pipeline {

void publish(const Candidate& candidate, const Task& task);

}  // namespace whittle::pipeline
