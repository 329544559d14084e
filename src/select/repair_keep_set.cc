#include "select/repair_keep_set.h"

#include <algorithm>

#include "select/rule_runner.h"
#include "select/rules/rules.h"

namespace whittle::select {
namespace {

constexpr const char* kRule = "repaired";

Reason reason_for(const Repair& repair) {
  return {
      kRule,
      repair.lack.evidence + "; found by round " + std::to_string(repair.round) + " of the proof",
      ""};
}

// The end of its way may be gone in the original too; the links on it are marked all the same.
void give_path(Selection& selection, const Repair& repair) {
  selection.marker.mark_path(repair.lack.what, reason_for(repair));
}

// The entries alone, as the rule "listed" keeps them.
void give_listing(Selection& selection, const Repair& repair) {
  const std::optional<NodeId> node = selection.tree.find(repair.lack.what);
  if (!node) return;
  for (const auto& [name, child] : selection.tree.node(*node).children) {
    Reason reason = reason_for(repair);
    reason.parent = repair.lack.what;
    selection.marker.mark(child, std::move(reason));
  }
}

Keep reach_of(std::span<const Repair> repairs, Keep dial) {
  for (const Repair& repair : repairs) {
    if (repair.lack.kind != LackKind::reach) continue;
    dial = std::max(dial, repair.lack.what == kReachPackage ? Keep::package : Keep::closure);
  }
  return dial;
}

// A file that was kept by its name alone is whole again once it is wanted.
void give_content(const FileTree& tree, std::span<const Repair> repairs, KeepSet& keep) {
  for (const Repair& repair : repairs) {
    if (repair.lack.kind != LackKind::path) continue;
    const std::optional<NodeId> node = tree.resolve(repair.lack.what, FollowLast::yes).node;
    if (node && keep.replaced.erase(tree.node(*node).inode) > 0) {
      keep.verdicts[*node].reason = reason_for(repair);
    }
  }
}

}  // namespace

KeepSet repair(const SelectInput& input, const SelectOptions& options, KeepSet selected,
               std::span<const Repair> repairs) {
  SelectOptions wider = options;
  wider.keep = reach_of(repairs, options.keep);
  const bool reaches_further =
      wider.keep > options.keep || std::ranges::any_of(repairs, [](const Repair& repair) {
        return repair.lack.kind == LackKind::reach;
      });
  Marking marking(input, wider, std::move(selected.verdicts));
  Selection& selection = marking.selection;

  for (const Repair& repair : repairs) {
    if (repair.lack.kind == LackKind::path) give_path(selection, repair);
    if (repair.lack.kind == LackKind::listing) give_listing(selection, repair);
  }
  // What was kept before needs nothing more, unless the dial has been turned.
  if (reaches_further) {
    marking.mark(root_rules());  // a keep file may lack what a recording has
    selection.marker.hand_out_all();
    marking.mark_and_follow(late_rules());
  } else {
    wider.keep = std::max(wider.keep, Keep::closure);
    marking.follow_needs();
    wider.keep = options.keep;
    marking.mark_and_follow(late_rules());
  }

  KeepSet keep = std::move(selected);
  marking.finish(keep);
  give_content(input.tree, repairs, keep);
  count_totals(keep, input.tree);
  return keep;
}

}  // namespace whittle::select
