#include "select/select.h"

#include "select/listings.h"
#include "select/rule_runner.h"

namespace whittle::select {

KeepSet select(const SelectInput& input, const SelectOptions& options) {
  KeepSet keep;
  Marking marking(input, options);
  marking.mark(root_rules());
  marking.mark_and_follow(late_rules());
  if (options.listed == Listed::names) keep_listed_names(marking.selection, keep.replaced);
  // From here on nothing more is kept.

  marking.finish(keep);
  count_totals(keep, input.tree);
  return keep;
}

}  // namespace whittle::select
