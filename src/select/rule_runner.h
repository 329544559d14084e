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
  // Input and options must outlive it; the options are read before each rule, so that the caller
  // may change them between calls. kept: verdicts to start with, or none.
  RuleRunner(const SelectInput& input, const SelectOptions& options,
             std::vector<Verdict> kept = {});

  void run(std::span<const RootRule> rules);
  // Runs the need rules on each kept node, until nothing is added.
  void follow_needs();
  // Follows needs, then runs the late rules; again until nothing is added, because what one late
  // rule keeps may be what another looks for.
  void run_late_rules(std::span<const RootRule> late);
  // Moves the verdicts and warnings into keep. Call it once, at the end.
  void finish(KeepSet& keep);

 private:
  std::vector<std::string> warnings_;
  Exclusions exclusions_;
  Marker marker_;
  ElfClosure elf_;
  Evidence evidence_;
  Languages languages_;
  LeftOut left_out_;

 public:
  RuleContext context;
};

}  // namespace whittle::select
