#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "commands/doctor.h"

namespace whittle::cli {

int doctor_command(const Arguments& arguments) {
  bool json = false;
  parse({.name = "whittle doctor",
         .usage = "[options]",
         .summary = "Shows what this machine offers for recording, and what is missing.",
         .groups = {{"Options", {{"--json", "", "print JSON", &json}}}},
         .examples = {"whittle doctor", "whittle doctor --json"}},
        arguments);
  const commands::Diagnosis diagnosis = commands::diagnose();
  std::cout << (json ? commands::format_diagnosis_json(diagnosis)
                     : commands::format_diagnosis(diagnosis));
  return diagnosis.can_record() ? kDone : kFailed;
}

}  // namespace whittle::cli
