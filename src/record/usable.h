// Whether a recording can be used, and what a user has to know about it.
#pragma once

#include <string>
#include <vector>

#include "record/record.h"

namespace whittle::record {

// Throws Error where an exercise failed, or where the app ended by itself with an error: such a
// recording does not show what the app needs. With --run the user chose the arguments, so that any
// exit status is accepted.
void require_success(const Recording& recording, const RecordOptions& options);

// The user said what is run or asked, in place of what the image has.
bool is_chosen_by_user(const RecordOptions& options);
// An exercise passed; the image's own health check is none.
bool has_answered(const Recording& recording);

// How many events were lost, and which; empty where none were. consequence: "files may be missing".
std::vector<std::string> loss_warnings(const Trace& trace, const std::string& consequence);

// The last lines of the app's output, each indented, at most `lines` of them.
std::string log_tail(const std::string& log, std::size_t lines = 15);

}  // namespace whittle::record
