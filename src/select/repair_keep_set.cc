#include "select/repair_keep_set.h"

#include <algorithm>

#include "select/rule_runner.h"
#include "select/rules/rules.h"

namespace whittle::select {
namespace {

constexpr const char* kRule = "repaired";

Reason reason_for(const Repair& repair) {
  return {kRule,
          repair.lack.evidence + "; found in verification round " + std::to_string(repair.round),
          ""};
}

// The path may be a dangling symlink in the original too; the links on the way are marked anyway.
void add_path(RuleContext& context, const Repair& repair) {
  context.marker.mark_path(repair.lack.what, reason_for(repair));
}

// The entries alone, as the rule "listed" keeps them.
void add_listing(RuleContext& context, const Repair& repair) {
  const std::optional<NodeId> node = context.tree.find(repair.lack.what);
  if (!node) return;
  for (const auto& [name, child] : context.tree.node(*node).children) {
    Reason reason = reason_for(repair);
    reason.parent = repair.lack.what;
    context.marker.mark(child, std::move(reason));
  }
}

Keep reach_of(std::span<const Repair> repairs, Keep level) {
  for (const Repair& repair : repairs) {
    if (repair.lack.kind != LackKind::reach) continue;
    level = std::max(level, repair.lack.what == kReachPackage ? Keep::package : Keep::closure);
  }
  return level;
}

// A file of which only the name was kept (--listed names) gets its content back.
void restore_content(const FileTree& tree, std::span<const Repair> repairs, KeepSet& keep) {
  for (const Repair& repair : repairs) {
    if (repair.lack.kind != LackKind::path) continue;
    const std::optional<NodeId> node = tree.resolve(repair.lack.what, FollowLast::yes).node;
    if (node && keep.replaced.erase(tree.node(*node).inode) > 0) {
      keep.verdicts[*node].reason = reason_for(repair);
    }
  }
}

}  // namespace

KeepSet repair_keep_set(const SelectInput& input, const SelectOptions& options, KeepSet selected,
                        std::span<const Repair> repairs) {
  SelectOptions wider = options;
  wider.keep = reach_of(repairs, options.keep);
  const bool reaches_further =
      wider.keep > options.keep || std::ranges::any_of(repairs, [](const Repair& repair) {
        return repair.lack.kind == LackKind::reach;
      });
  RuleRunner runner(input, wider, std::move(selected.verdicts));
  RuleContext& context = runner.context;

  for (const Repair& repair : repairs) {
    if (repair.lack.kind == LackKind::path) add_path(context, repair);
    if (repair.lack.kind == LackKind::listing) add_listing(context, repair);
  }
  // The needs of what was kept before were followed already, except where --keep is now higher.
  if (reaches_further) {
    runner.run(root_rules());  // a keep file may not have all that the recording used
    context.marker.queue_all_kept();
    runner.run_late_rules(late_rules());
  } else {
    wider.keep = std::max(wider.keep, Keep::closure);
    runner.follow_needs();
    wider.keep = options.keep;
    runner.run_late_rules(late_rules());
  }

  KeepSet keep = std::move(selected);
  runner.finish(keep);
  restore_content(input.tree, repairs, keep);
  count_totals(keep, input.tree);
  return keep;
}

}  // namespace whittle::select
