#include "select/closure/data_sets.h"

#include "select/closure/budget.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// Why a set can be used: evidence and parent of its reason. Empty: nothing shows that it can.
std::optional<Reason> reason_for(const Selection& selection, const DataSet& set) {
  for (const Clue& clue : set.clues) {
    const std::string text(clue.text);
    const std::string name = std::string(set.name) + ": ";
    std::optional<NodeId> node;
    std::string words;
    switch (clue.kind) {
      case Clue::Kind::program:
        node = selection.evidence.program(clue.text);
        words = "used by";
        break;
      case Clue::Kind::file:
        node = selection.evidence.file(clue.text);
        words = "used by";
        break;
      case Clue::Kind::says:
        node = selection.evidence.witness(clue.text, clue.but_not, clue.unless);
        words = (text.starts_with('/') ? text + " in" : "call of " + text + " in");
        break;
      case Clue::Kind::environment:
        if (environment_value(selection.config, clue.text).empty()) continue;
        return Reason{"data-set", name + "environment variable " + text, ""};
    }
    if (!node) continue;
    const std::string path = selection.tree.path(*node);
    return Reason{"data-set", name + words + " " + path, path};
  }
  return std::nullopt;
}

}  // namespace

void data_set(Selection& selection) {
  for (const DataSet& set : data_sets()) {
    const std::optional<Reason> reason = reason_for(selection, set);
    if (!reason || !selection.evidence.first_time("data set " + std::string(set.name))) continue;
    const std::vector<std::string> patterns(set.paths.begin(), set.paths.end());
    keep_within_budget(selection, find_all(selection.tree, patterns, set.without), set.name,
                       *reason);
  }
}

}  // namespace whittle::select::rules
