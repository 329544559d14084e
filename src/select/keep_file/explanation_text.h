// An explanation as text, and as JSON:
//
//   {"version": 1, "path": "/bin/sh", "kept": true,
//    "links": [{"path": "/bin", "target": "usr/bin"}],
//    "chain": [{"path": …, "kept": …, "rule": …, "evidence": …, "parent": …, "size": N}],
//    "owner": {"package": "dpkg:dash 0.5.12-2", "state": "kept|partial|removed", "files": N,
//              "kept_files": N} | null,
//    "nearest_kept": PATH | null, "would_keep": [{"what": …, "why": …}]}
#pragma once

#include <string>

#include "select/keep_file/explain_path.h"

namespace whittle::select {

std::string explanation_text(const Explanation& explanation);
std::string explanation_json(const Explanation& explanation);

}  // namespace whittle::select
