#include "select/closure/data_sets.h"

#include "select/closure/budget.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// The reason to keep a set: its first clue. Empty: no clue.
std::optional<Reason> reason_for(const RuleContext& context, const DataSet& set) {
  for (const Clue& clue : set.clues) {
    const std::string text(clue.text);
    const std::string name = std::string(set.name) + ": ";
    std::optional<NodeId> node;
    std::string words;
    switch (clue.kind) {
      case Clue::Kind::program:
        node = context.evidence.program(clue.text);
        words = "used by";
        break;
      case Clue::Kind::file:
        node = context.evidence.file(clue.text);
        words = "used by";
        break;
      case Clue::Kind::mentions:
        node = context.evidence.first_with_mark(clue.text, clue.except_files, clue.unless_mentions);
        words = (text.starts_with('/') ? text + " in" : "call of " + text + " in");
        break;
      case Clue::Kind::environment:
        if (environment_value(context.config, clue.text).empty()) continue;
        return Reason{"data-set", name + "environment variable " + text, ""};
    }
    if (!node) continue;
    const std::string path = context.tree.path(*node);
    return Reason{"data-set", name + words + " " + path, path};
  }
  return std::nullopt;
}

}  // namespace

void data_set(RuleContext& context) {
  for (const DataSet& set : data_sets()) {
    const std::optional<Reason> reason = reason_for(context, set);
    if (!reason || !context.evidence.first_time("data set " + std::string(set.name))) continue;
    const std::vector<std::string> patterns(set.paths.begin(), set.paths.end());
    const std::string include = patterns.size() == 1 ? patterns.front() : "";
    keep_within_budget(context, find_all(context.tree, patterns, set.without), set.name, *reason,
                       include);
  }
}

}  // namespace whittle::select::rules
