// What this machine offers for recording, and what it lacks: the answer to "will it work here, and
// how well". Looks only; no container is made.
#pragma once

#include <string>
#include <vector>

#include "record/probe_plan.h"

namespace whittle::pipeline {

struct Finding {
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
  std::vector<Finding> runtimes;
  std::vector<Finding> file_systems;
  std::vector<Finding> others;  // engines, registries: for some commands only

  // There is a runtime, a place for the container's root, and probes that see all that an app does
  // by system calls.
  bool can_record() const;
};

Diagnosis diagnose();

std::string format_diagnosis(const Diagnosis& diagnosis);
std::string format_diagnosis_json(const Diagnosis& diagnosis);

}  // namespace whittle::pipeline
