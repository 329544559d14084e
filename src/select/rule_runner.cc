#include "select/rule_runner.h"

#include <algorithm>

#include "select/lookup/script_line.h"

namespace whittle::select {

Marking::Marking(const SelectInput& input, const SelectOptions& options, std::vector<Verdict> kept)
    : exclusions_(input.tree, options.exclude_patterns),
      marker_(input.tree, exclusions_, std::move(kept)),
      elf_(input.tree, input.contents, input.config, marker_),
      evidence_(input.tree, input.contents, input.packages),
      languages_(input.tree, input.packages, input.config),
      selection{input.tree, input.config, input.trace, input.packages, options,  input.contents,
                marker_,    elf_,         evidence_,   languages_,     warnings_} {
  for (const std::string& pattern : exclusions_.patterns_without_match()) {
    warnings_.push_back("--exclude-pattern " + pattern + " matches nothing");
  }
}

void Marking::mark(std::span<const RootRule> rules) {
  for (const RootRule& rule : rules) {
    if (rule.from <= selection.options.keep) rule.mark(selection);
  }
}

void Marking::follow_needs() {
  while (const std::optional<NodeId> id = marker_.next()) {
    KeptNode node = {*id, selection.tree.path(*id), selection.tree.metadata(*id).type, ""};
    if (node.type == FileType::regular && selection.tree.metadata(*id).size > 2) {
      node.head = selection.contents.head(*id, kScriptHead);
    }
    for (const NeedRule& rule : need_rules()) {
      if (rule.from <= selection.options.keep) rule.mark(selection, node);
    }
  }
}

void Marking::mark_and_follow(std::span<const RootRule> late) {
  follow_needs();
  for (std::size_t before = 0; before != marker_.kept_count();) {
    before = marker_.kept_count();
    mark(late);
    follow_needs();
  }
}

void Marking::finish(KeepSet& keep) {
  for (std::string& warning : elf_.warnings()) warnings_.push_back(std::move(warning));
  for (std::string& warning : warnings_) {
    if (std::ranges::find(keep.warnings, warning) == keep.warnings.end()) {
      keep.warnings.push_back(std::move(warning));
    }
  }
  keep.verdicts = std::move(marker_).sweep();
}

}  // namespace whittle::select
