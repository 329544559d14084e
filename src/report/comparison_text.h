// A comparison for people, and as JSON for programs (bytes that are not UTF-8 become U+FFFD):
//
//   {"version": 1, "before": TEXT, "after": TEXT,
//    "total": TALLY,
//    "packages": [{"package": NAME | null, "version_before": TEXT, "version_after": TEXT,
//                  "state": "kept|partial|removed|added|changed", ...TALLY}],
//    "directories": [{"directory": PATH, ...TALLY}],
//    "reasons": [{"rule": NAME, "kept": BOOL, "files": N, "bytes": N}], "shrunk_bytes": N,
//    "changes": [{"path": PATH, "change": "removed|added|changed", "what": TEXT,
//                 "before": N, "after": N}],
//    "warnings": [TEXT]}
//   TALLY = "before|after|removed|added|changed": {"files": N, "bytes": N}
#pragma once

#include <string>

#include "whittle/comparison.h"

namespace whittle::report {

// Each table has the `top` rows with the largest differences, and a row with the sum of the others.
std::string comparison_text(const Comparison& comparison, std::size_t top);
std::string comparison_json(const Comparison& comparison);

}  // namespace whittle::report
