#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "pipeline/doctor.h"

namespace whittle::cli {

int doctor_command(const Arguments& arguments) {
  bool json = false;
  CLI::App app("Says what this machine offers for recording, and what it lacks.", "whittle doctor");
  app.add_flag("--json", json, "as JSON");
  try {
    parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  const pipeline::Diagnosis diagnosis = pipeline::diagnose();
  std::cout << (json ? pipeline::format_diagnosis_json(diagnosis)
                     : pipeline::format_diagnosis(diagnosis));
  return diagnosis.can_record() ? kDone : kFailed;
}

}  // namespace whittle::cli
