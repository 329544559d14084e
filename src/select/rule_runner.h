// Runs the rules of rules/ on one image: root rules, then needs and late rules until nothing is
// added. select() and repair_keep_set() are made of it.
#pragma once

#include <span>
#include <vector>

#include "select/rule_context.h"
#include "select/rules/rules.h"

namespace whittle::select {

class RuleRunner {
 public:
  // The input and the options must outlive it; the latter are read anew for each rule. kept:
  // verdicts to start with, or none.
  RuleRunner(const SelectInput& input, const SelectOptions& options,
             std::vector<Verdict> kept = {});

  void run(std::span<const RootRule> rules);
  // Until nothing that is kept needs anything more.
  void follow_needs();
  // What a late rule marks may be what another one waits for: until they add nothing.
  void run_late_rules(std::span<const RootRule> late);
  // Verdicts and warnings, into keep; once.
  void finish(KeepSet& keep);

 private:
  std::vector<std::string> warnings_;
  Exclusions exclusions_;
  Marker marker_;
  ElfClosure elf_;
  Evidence evidence_;
  Languages languages_;

 public:
  RuleContext context;
};

}  // namespace whittle::select
