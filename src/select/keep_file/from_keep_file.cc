#include "select/keep_file/from_keep_file.h"

#include "select/lookup/path_hint.h"
#include "whittle/error.h"

namespace whittle::select {
namespace {

NodeId existing(const FileTree& tree, const KeepLine& line, const std::string& name) {
  if (const std::optional<NodeId> node = tree.find(line.path)) return *node;
  throw Error(name + " keeps " + line.path + ", which the image does not have",
              path_hint(tree, line.path));
}

void require_parents(const KeepSet& keep, const FileTree& tree, const std::string& name) {
  for (NodeId id = 0; id < tree.size(); ++id) {
    const NodeId parent = tree.node(id).parent;
    if (!keep.verdicts[id].kept || keep.verdicts[parent].kept) continue;
    throw Error(name + " keeps " + tree.path(id) + ", but not its directory " + tree.path(parent),
                "keep " + tree.path(parent) + " too, or drop the paths below it");
  }
}

}  // namespace

KeepSet keep_set_of(const KeepFile& file, const FileTree& tree, const std::string& name) {
  KeepSet keep;
  keep.verdicts.assign(tree.size(), {false, {"unused", "not in the keep file", ""}});
  for (const KeepLine& line : file.lines()) {
    if (!line.verdict.kept) {
      if (const auto node = tree.find(line.path)) keep.verdicts[*node] = line.verdict;
      continue;
    }
    const NodeId node = existing(tree, line, name);
    keep.verdicts[node] = line.verdict;
    const bool by_name_only = line.original_size && line.size == 0;
    if (by_name_only && tree.metadata(node).type == FileType::regular) {
      keep.replaced[tree.node(node).inode] = "";
    }
  }
  require_parents(keep, tree, name);
  keep.warnings = file.warnings();
  count_totals(keep, tree);
  return keep;
}

}  // namespace whittle::select
