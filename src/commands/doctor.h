// What this machine offers for recording, and what is missing: `whittle doctor`. Only looks: no
// container is made.
#pragma once

#include <string>
#include <vector>

#include "record/probe_plan.h"

namespace whittle::commands {

struct Check {
  std::string name;
  bool works = false;
  std::string detail;  // a version, or why it does not work
  std::string hint;    // what to install or allow; empty where it works
};

struct Diagnosis {
  std::string kernel;  // uname -r
  std::string architecture;
  std::vector<record::ProbeOffer> probes;
  record::ProbePlan plan;  // none where no probe works
  std::vector<Check> runtimes;
  std::vector<Check> file_systems;
  std::vector<Check> others;  // engines, registries: for some commands only

  // There is a runtime, a place for the container's root, and probes that see all that an app does
  // by system calls.
  bool can_record() const;
};

Diagnosis diagnose();

std::string format_diagnosis(const Diagnosis& diagnosis);
std::string format_diagnosis_json(const Diagnosis& diagnosis);

}  // namespace whittle::commands
