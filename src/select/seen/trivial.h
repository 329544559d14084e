// Whether a recording shows nothing of an app, so that an image made from it would be of no use: a
// shell that was given nothing to do, a page of help, or an app of which no file was opened.
//
// Only what is certain counts: a doubtful recording is not called trivial. Runs and commands that
// the user gave are the caller's to exempt.
#pragma once

#include <string>
#include <string_view>

#include "select/select.h"

namespace whittle::select {

// How the recorded container went.
struct RecordedRun {
  bool was_exercised = false;  // something was asked of it, and it answered
  bool was_stopped = false;    // it ran until it was stopped
  std::string_view output;     // of the app
};

// "only a shell ran: bash". Empty: it shows something.
std::string why_trivial(const SelectInput& input, const RecordedRun& run);

// What to do about it, for people.
inline constexpr const char* kTrivialHint =
    "say what the image is used for: its command after --, or --run, --exec, --host-exec or "
    "--http-probe-cmd; to go on as it is: --allow-trivial";

}  // namespace whittle::select
