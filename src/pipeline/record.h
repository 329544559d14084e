// What the image uses: the stage "record", or the traces of earlier recordings in its place.
#pragma once

#include <span>

#include "pipeline/read.h"

namespace whittle::pipeline {

// Runs the image. Writes trace.json and container.log. Throws Error where the app or an exercise
// fails.
RecordedImage record(UnpackedImage unpacked, Task& task);
// Writes trace.json: the traces as applied to this image.
RecordedImage take_traces(UnpackedImage unpacked, std::span<const record::EarlierTrace> traces,
                          const Task& task);

// Throws Error where events were lost and that is not allowed.
void require_complete(const Trace& trace, Incomplete losses);
// Throws Error where the app ran as the image has it, without a word of the user, and showed nothing
// (select/seen/trivial.h).
void require_telling(const RecordedImage& image, const MinifyOptions& options);
// Throws Error where the recording has no system calls, so that there is no profile, and the result
// is to be verified.
void require_calls(const Trace& trace, Verify verify);

}  // namespace whittle::pipeline
