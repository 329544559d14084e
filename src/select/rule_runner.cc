#include "select/rule_runner.h"

#include <algorithm>

#include "select/lookup/script_line.h"

namespace whittle::select {

RuleRunner::RuleRunner(const SelectInput& input, const SelectOptions& options,
                       std::vector<Verdict> kept)
    : exclusions_(input.tree, options.exclude_patterns),
      marker_(input.tree, exclusions_, std::move(kept)),
      elf_(input.tree, input.contents, input.config, marker_),
      evidence_(input.tree, input.contents, input.packages),
      languages_(input.tree, input.packages, input.config),
      context{input.tree, input.config, input.trace, input.packages, options,   input.contents,
              marker_,    elf_,         evidence_,   languages_,     left_out_, warnings_} {
  for (const std::string& pattern : exclusions_.patterns_without_match()) {
    warnings_.push_back("--exclude-pattern " + pattern + " matches nothing");
  }
}

void RuleRunner::run(std::span<const RootRule> rules) {
  for (const RootRule& rule : rules) {
    if (rule.from <= context.options.keep) rule.mark(context);
  }
}

void RuleRunner::follow_needs() {
  while (const std::optional<NodeId> id = marker_.next_unfollowed()) {
    KeptNode node = {*id, context.tree.path(*id), context.tree.metadata(*id).type, ""};
    if (node.type == FileType::regular && context.tree.metadata(*id).size > 2) {
      node.head = context.contents.head(*id, kScriptHead);
    }
    for (const NeedRule& rule : need_rules()) {
      if (rule.from <= context.options.keep) rule.mark(context, node);
    }
  }
}

void RuleRunner::run_late_rules(std::span<const RootRule> late) {
  follow_needs();
  for (std::size_t before = 0; before != marker_.kept_count();) {
    before = marker_.kept_count();
    run(late);
    follow_needs();
  }
}

void RuleRunner::finish(KeepSet& keep) {
  for (std::string& warning : elf_.warnings()) warnings_.push_back(std::move(warning));
  for (std::string& warning : left_out_.warnings(context.tree, marker_)) {
    warnings_.push_back(std::move(warning));
  }
  for (std::string& warning : warnings_) {
    if (std::ranges::find(keep.warnings, warning) == keep.warnings.end()) {
      keep.warnings.push_back(std::move(warning));
    }
  }
  keep.verdicts = std::move(marker_).sweep();
}

}  // namespace whittle::select
