#include "select/select.h"

#include "select/listings.h"
#include "select/rules/rules.h"
#include "select/script.h"

namespace whittle::select {
namespace {

void mark(Selection& selection, std::span<const RootRule> rules) {
  for (const RootRule& rule : rules) {
    if (rule.from <= selection.options.keep) rule.mark(selection);
  }
}

void follow_needs(Selection& selection) {
  while (const std::optional<NodeId> id = selection.marker.next()) {
    KeptNode node = {*id, selection.tree.path(*id), selection.tree.metadata(*id).type, ""};
    if (node.type == FileType::regular && selection.tree.metadata(*id).size > 2) {
      node.head = selection.contents.head(*id, kScriptHead);
    }
    for (const NeedRule& rule : need_rules()) {
      if (rule.from <= selection.options.keep) rule.mark(selection, node);
    }
  }
}

}  // namespace

KeepSet select(const SelectInput& input, const SelectOptions& options) {
  KeepSet keep;
  const Exclusions exclusions(input.tree, options.exclude_patterns);
  for (const std::string& pattern : exclusions.patterns_without_match()) {
    keep.warnings.push_back("--exclude-pattern " + pattern + " matches nothing");
  }
  Marker marker(input.tree, exclusions);
  ElfClosure elf(input.tree, input.contents, input.config, marker);
  Evidence evidence(input.tree, input.contents, input.packages);
  Languages languages(input.tree, input.packages, input.config);
  Selection selection = {input.tree, input.config,   input.trace,  input.packages,
                         options,    input.contents, marker,       elf,
                         evidence,   languages,      keep.warnings};

  mark(selection, root_rules());
  follow_needs(selection);
  // What a late rule marks may be what another one waits for.
  for (std::size_t before = 0; before != marker.kept_count();) {
    before = marker.kept_count();
    mark(selection, late_rules());
    follow_needs(selection);
  }
  if (options.listed == Listed::names) keep_listed_names(selection, keep.replaced);
  // From here on nothing more is kept.

  for (std::string& warning : elf.warnings()) keep.warnings.push_back(std::move(warning));
  keep.verdicts = std::move(marker).sweep();
  count_totals(keep, input.tree);
  return keep;
}

}  // namespace whittle::select
