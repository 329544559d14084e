// How a result is run, to verify it and to find its contract, and the runs of the original that it
// is compared with.
#pragma once

#include "pipeline/write.h"
#include "verify/original_runs.h"

namespace whittle::pipeline {

// The image and the task must outlive what is returned. No run is made before it is needed, and
// none of them first where the recording has all exercises.
verify::OriginalRuns runs_of_original(const RecordedImage& image, const Task& task);

// As in the recording, but for what the new config says itself; with the hold-outs.
record::RecordOptions result_options(const MinifyOptions& options);
// What a run of the result need not find out again: ports that never listen, commands that pass at
// once.
void know_from_recording(const RecordedImage& image, record::RecordOptions& options);
// The result as it was written, with the exercises of the recording also where the new config names
// fewer ports or no health check.
Image result_image(const Candidate& candidate, const RecordedImage& image);

}  // namespace whittle::pipeline
