#include "select/extend_keep_set.h"

#include <algorithm>
#include <map>

#include "select/closure/budget.h"
#include "select/rule_runner.h"
#include "select/rules/rules.h"

namespace whittle::select {
namespace {

// What is not kept yet.
std::vector<tree::GlobMatch> new_paths(const RuleContext& context, const Addition& addition) {
  std::vector<tree::GlobMatch> found;
  for (const std::string& path : addition.paths) {
    const auto node = context.tree.find(path);
    if (node && !context.marker.kept(*node)) found.push_back({path, *node});
  }
  return found;
}

// Returns the files that were added; empty: nothing was, as it does not fit or is there already.
std::size_t mark_new(RuleContext& context, const std::vector<tree::GlobMatch>& paths,
                     const Reason& reason) {
  std::size_t files = 0;
  for (const tree::GlobMatch& path : paths) {
    context.marker.mark_path(path.path, reason);
    const bool counts = context.tree.metadata(path.node).type != FileType::directory;
    if (counts && context.marker.kept(path.node)) ++files;
  }
  return files;
}

// What one set did not have room for.
struct TooMuch {
  std::vector<tree::GlobMatch> paths;
  std::int64_t bytes = 0;
};

void warn(RuleContext& context, const std::map<std::string, TooMuch>& too_much,
          const std::map<std::string, std::int64_t>& spent) {
  for (const auto& [name, rest] : too_much) {
    leave_out_set(context, rest.paths,
                  {.kind = name,
                   .what = name,
                   .asked_by = "",
                   .option = "",
                   .needed = spent.at(name) + rest.bytes,
                   .include = "",
                   .nodes = {},
                   .bytes = rest.bytes});
  }
}

void add(RuleContext& context, std::span<const Addition> additions,
         std::vector<Extended::Added>& added) {
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  order.reserve(additions.size());
  for (std::size_t i = 0; i < additions.size(); ++i) {
    order.emplace_back(weigh(context, new_paths(context, additions[i])), i);
  }
  std::ranges::sort(order);
  std::map<std::string, std::int64_t> spent;
  std::map<std::string, TooMuch> too_much;
  for (const auto& [weight, index] : order) {
    const Addition& addition = additions[index];
    const std::vector<tree::GlobMatch> paths = new_paths(context, addition);
    const std::int64_t bytes = weigh(context, paths);
    if (spent[addition.set] + bytes > context.options.data_budget) {
      TooMuch& rest = too_much[addition.set];
      rest.paths.insert(rest.paths.end(), paths.begin(), paths.end());
      rest.bytes += bytes;
      added[index].over_budget = true;
      continue;
    }
    spent[addition.set] += bytes;
    added[index].files = mark_new(context, paths, addition.reason);
    added[index].bytes = bytes;
  }
  warn(context, too_much, spent);
}

}  // namespace

Extended extend_keep_set(const SelectInput& input, const SelectOptions& options, KeepSet selected,
                         std::span<const Addition> additions) {
  Extended extended;
  extended.added.resize(additions.size());
  RuleRunner runner(input, options, std::move(selected.verdicts));
  add(runner.context, additions, extended.added);
  runner.follow_needs();
  runner.run_late_rules(late_rules());

  extended.keep = std::move(selected);
  runner.finish(extended.keep);
  count_totals(extended.keep, input.tree);
  return extended;
}

}  // namespace whittle::select
