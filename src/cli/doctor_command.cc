#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "pipeline/doctor.h"

namespace whittle::cli {

int doctor_command(const Arguments& arguments) {
  bool json = false;
  parse({.name = "whittle doctor",
         .usage = "[options]",
         .summary = "Shows what this machine offers for recording, and what is missing.",
         .groups = {{"Options", {{"--json", "", "print JSON", &json}}}},
         .examples = {"whittle doctor", "whittle doctor --json"}},
        arguments);
  const pipeline::Diagnosis diagnosis = pipeline::diagnose();
  std::cout << (json ? pipeline::format_diagnosis_json(diagnosis)
                     : pipeline::format_diagnosis(diagnosis));
  return diagnosis.can_record() ? kDone : kFailed;
}

}  // namespace whittle::cli
