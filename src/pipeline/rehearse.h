// The stage "rehearse", between select and write: kept parts that no run used are loaded in the
// original, and what they need is added to the selection. Each round of the verification loads them
// in the result (src/rehearse/rehearse.h).
#pragma once

#include <string>
#include <vector>

#include "pipeline/write.h"
#include "rehearse/rehearse.h"
#include "whittle/rehearsal.h"

namespace whittle::pipeline {

struct ImageRehearsal {
  rehearse::Loaded loaded;
  Rehearsal report;
};

// Does nothing where the options say so, where a keep file says what is kept, and with --keep used,
// which keeps next to nothing that no run used.
ImageRehearsal rehearse(Selection& selection, const RecordedImage& image, Task& task);

struct RehearsalCheck {
  std::vector<Lack> lacks;  // paths that the units which fail in the result looked for
  double container_seconds = 0;
};
// Loads the units in the result. Notes in the report what fails although nothing is missing.
RehearsalCheck check_rehearsal(const RecordedImage& image, const Candidate& candidate,
                               ImageRehearsal& rehearsal, const Task& task);

std::vector<std::string> rehearsal_warnings(const Rehearsal& rehearsal);

}  // namespace whittle::pipeline
