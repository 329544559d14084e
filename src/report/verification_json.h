// A verification, for programs: a part of report.json, and the output of `whittle verify --json`:
//
//   {"run": BOOL, "passed": BOOL, "failure": TEXT,
//    "exercises": [{"name": TEXT, "passed": BOOL, "detail": TEXT, "hint": TEXT, "hold_out": BOOL,
//                   "tries": N, "seconds": N}],
//    "differences": [{"what": TEXT, "original": TEXT, "result": TEXT}],
//    "normalised": N, "not_compared": [NAME OF A HOLD-OUT THAT FAILS IN THE ORIGINAL],
//    "missing": {"files": [PATH], "syscalls": [NAME]},
//    "rounds": [{"passed": BOOL, "failure": TEXT, "missing": [LACK], "seconds": N,
//                "container_seconds": N, "repair_seconds": N}],
//    "repairs": [{"round": N, ...LACK}], "log_tail": TEXT}
//   LACK = "kind": "path|listing|syscall|reach", "what": TEXT, "evidence": TEXT
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "whittle/report.h"

namespace whittle::report {

nlohmann::ordered_json exercises_json(const std::vector<ExerciseResult>& results);
nlohmann::ordered_json verification_json(const Verification& verification);

}  // namespace whittle::report
