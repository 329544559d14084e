// Sets of files that are kept if they fit a budget (--data-budget, --app-budget) and left out
// otherwise. Sizes are in bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "select/rule_context.h"
#include "tree/glob.h"

namespace whittle::select {

// The paths that match the patterns, directories with everything below them, each path once.
// `without`: directories to leave out.
std::vector<tree::GlobMatch> find_all(const FileTree& tree,
                                      const std::vector<std::string>& patterns,
                                      std::span<const std::string_view> without = {});

// Bytes that keeping these would add: those not kept yet, the targets of symlinks, and the
// libraries that ELF files among them need.
std::int64_t weigh(RuleContext& context, const std::vector<tree::GlobMatch>& matches);

// If all of these exceed the data budget: as many of them as fit. Files that are not plugins
// (configuration, lists) first, then plugins with common names, then the others; each group
// smallest first.
std::vector<tree::GlobMatch> those_that_fit(RuleContext& context,
                                            const std::vector<tree::GlobMatch>& matches,
                                            std::span<const std::string_view> common);

// Leaves all of these out (rule "over-budget"); a warning says so, unless other rules keep them.
// needed: what --data-budget would have to allow.
void leave_out_set(RuleContext& context, const std::vector<tree::GlobMatch>& matches,
                   const LeftOutSet& set);

void keep_all(RuleContext& context, const std::vector<tree::GlobMatch>& matches,
              const Reason& reason);

// Keeps them if they fit the data budget. Otherwise they are left out (rule "over-budget") with one
// warning. Name is what the user reads: "time zones"; include: what --include-path would keep it.
void keep_within_budget(RuleContext& context, const std::vector<tree::GlobMatch>& matches,
                        std::string_view name, const Reason& reason,
                        const std::string& include = "");

// A budget that several calls share.
struct Budget {
  std::string_view option;  // "--data-budget"
  std::int64_t bytes = 0;   // what is left of it
};

// Keeps these files, or none of them when their own bytes are more than the budget: then they are
// left out (rule "over-budget"), with a warning. Returns the bytes that were added.
std::int64_t mark_within_budget(RuleContext& context, const std::vector<NodeId>& files,
                                const Reason& reason, const Budget& budget);

}  // namespace whittle::select
