#include "select/select.h"

#include "select/listings.h"
#include "select/rule_runner.h"

namespace whittle::select {

KeepSet select(const SelectInput& input, const SelectOptions& options) {
  KeepSet keep;
  RuleRunner runner(input, options);
  runner.run(root_rules());
  runner.run_late_rules(late_rules());
  if (options.listed == Listed::names) keep_listed_names(runner.context, keep.replaced);

  runner.finish(keep);
  count_totals(keep, input.tree);
  return keep;
}

}  // namespace whittle::select
