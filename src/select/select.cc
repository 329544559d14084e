#include "select/select.h"

#include "select/listings.h"
#include "select/rule_runner.h"
#include "select/unread_runtimes.h"

namespace whittle::select {

KeepSet select(const SelectInput& input, const SelectOptions& options) {
  KeepSet keep;
  RuleRunner runner(input, options);
  runner.run(root_rules());
  runner.run_late_rules(late_rules());
  if (options.keep >= Keep::closure) warn_of_unread_runtimes(runner.context);
  if (options.listed == Listed::names) keep_listed_names(runner.context, keep.replaced);

  runner.finish(keep);
  count_totals(keep, input.tree);
  return keep;
}

}  // namespace whittle::select
