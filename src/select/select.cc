#include "select/select.h"

#include "select/rules/rules.h"
#include "select/script.h"

namespace whittle::select {
namespace {

void follow_needs(Selection& selection) {
  while (const std::optional<NodeId> id = selection.marker.next()) {
    KeptNode node = {*id, selection.tree.path(*id), selection.tree.metadata(*id).type, ""};
    if (node.type == FileType::regular && selection.tree.metadata(*id).size > 2) {
      node.head = selection.contents.head(*id, kScriptHead);
    }
    for (const NeedRule& rule : need_rules()) rule.mark(selection, node);
  }
}

void add_totals(KeepSet& keep, const FileTree& tree) {
  std::vector<bool> kept_inodes(tree.inode_count());
  std::vector<bool> counted(tree.inode_count());
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!keep.verdicts[id].kept) continue;
    kept_inodes[tree.node(id).inode] = true;
    if (tree.metadata(id).type != FileType::directory) ++keep.kept_files;
  }
  for (NodeId id = 0; id < tree.size(); ++id) {
    const InodeId inode = tree.node(id).inode;
    if (counted[inode]) continue;
    counted[inode] = true;
    (kept_inodes[inode] ? keep.kept_bytes : keep.dropped_bytes) += counted_bytes(tree.metadata(id));
  }
}

}  // namespace

KeepSet select(const FileTree& tree, std::span<const std::filesystem::path> layer_directories,
               const ImageConfig& config, const Trace& trace, const SelectOptions& options) {
  KeepSet keep;
  const Exclusions exclusions(tree, options.exclude_patterns);
  for (const std::string& pattern : exclusions.patterns_without_match()) {
    keep.warnings.push_back("--exclude-pattern " + pattern + " matches nothing");
  }
  const Contents contents(tree, layer_directories);
  Marker marker(tree, exclusions);
  ElfClosure elf(tree, contents, config, marker);
  Selection selection = {tree, config, trace, options, contents, marker, elf, keep.warnings};

  for (const RootRule& rule : root_rules()) rule.mark(selection);
  follow_needs(selection);
  for (const RootRule& rule : late_rules()) rule.mark(selection);
  follow_needs(selection);
  // From here on nothing more is kept.

  for (std::string& warning : elf.warnings()) keep.warnings.push_back(std::move(warning));
  keep.verdicts = std::move(marker).sweep();
  add_totals(keep, tree);
  return keep;
}

}  // namespace whittle::select
