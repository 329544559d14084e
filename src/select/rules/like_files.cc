#include "select/closure/like_files.h"

#include <algorithm>

#include "select/closure/budget.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"
#include "select/unread_runtimes.h"

namespace whittle::select::rules {
namespace {

// "erl opened 2 of 9 .beam files of erlang-base in /usr/lib/erlang/lib"
std::string said_of(const RuleContext& context, const LikeFiles& set) {
  std::string said = (set.user.empty() ? "the app" : std::string(base_name(set.user))) +
                     " opened " + std::to_string(set.opened) + " of " + std::to_string(set.all) +
                     " " + set.suffix + " files";
  const Package* const owner = context.packages.owner(set.others.front().node);
  const bool is_one = std::all_of(
      set.others.begin(), set.others.end(),
      [&](const tree::GlobMatch& other) { return context.packages.owner(other.node) == owner; });
  if (owner != nullptr && is_one) said += " of " + owner->name;
  return said + " in " + set.place;
}

void keep_like_files(RuleContext& context, const LikeFiles& set) {
  const std::string said = said_of(context, set);
  std::vector<tree::GlobMatch> lacking;
  lacking.reserve(set.others.size());
  for (const tree::GlobMatch& other : set.others) {
    if (!context.marker.kept(other.node)) lacking.push_back(other);
  }
  const std::int64_t bytes = weigh(context, lacking);
  if (lacking.empty() || bytes <= context.options.data_budget) {
    keep_all(context, lacking, {"like-files", said, set.place});
    return;
  }
  first_warning_about(context, set.others.front().path, set.suffix);
  leave_out_set(context, lacking,
                {.kind = "files like those that were opened",
                 .what = "the others, where " + said,
                 .asked_by = "",
                 .option = "",
                 .needed = bytes,
                 .include = set.place,
                 .nodes = {},
                 .bytes = bytes});
}

}  // namespace

// A program that opened some of them was not asked for the rest.
void like_files(RuleContext& context) {
  if (!context.evidence.first_time("like files")) return;
  for (const LikeFiles& set : find_like_files(context)) keep_like_files(context, set);
}

}  // namespace whittle::select::rules
