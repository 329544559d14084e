// The keep set as it is written: package databases list what is kept.
#pragma once

#include "pipeline/select.h"

namespace whittle::pipeline {

// Writes keep.json, replaced/ and apparmor.profile.
Selection prune(Selection selection, const RecordedImage& image, const Task& task);

}  // namespace whittle::pipeline
