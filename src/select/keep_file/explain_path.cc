#include "select/keep_file/explain_path.h"

#include <algorithm>
#include <set>

#include "select/keep_file/keep_words.h"
#include "select/rules/rules.h"

namespace whittle::select {
namespace {

std::vector<KeepLine> chain_of(const KeepFile& keep, const KeepLine& first) {
  std::vector<KeepLine> chain;
  std::set<std::string_view> seen;
  for (const KeepLine* line = &first; line != nullptr && seen.insert(line->path).second;
       line = keep.find(line->verdict.reason.parent)) {
    chain.push_back(*line);
    if (line->verdict.reason.parent.empty()) break;
  }
  return chain;
}

OwnerState owner_state(const KeepFile& keep, const std::string& owner) {
  OwnerState state{.owner = owner};
  if (owner.empty()) return state;
  for (const KeepLine& line : keep.lines()) {
    if (line.owner != owner) continue;
    ++state.files;
    state.kept += line.verdict.kept;
  }
  return state;
}

std::size_t common_prefix(std::string_view left, std::string_view right) {
  const auto [end, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  return static_cast<std::size_t>(end - left.begin());
}

// In the nearest directory above that has kept files: the one with the longest common prefix. If
// there is none: the nearest kept directory.
std::string nearest_kept(const KeepFile& keep, const FileTree& tree, NodeId node) {
  const auto kept = [&](NodeId id) {
    const KeepLine* line = keep.find(tree.path(id));
    return line != nullptr && line->verdict.kept;
  };
  std::string_view name = tree.node(node).name;
  for (NodeId above = tree.node(node).parent;; above = tree.node(above).parent) {
    std::optional<NodeId> best;
    std::size_t alike = 0;
    for (const auto& [child_name, child] : tree.node(above).children) {
      if (tree.metadata(child).type == FileType::directory || !kept(child)) continue;
      const std::size_t prefix = common_prefix(child_name, name);
      if (best && prefix <= alike) continue;
      best = child;
      alike = prefix;
    }
    if (best) return tree.path(*best);
    if (above == FileTree::kRoot || kept(above)) return tree.path(above);
    name = tree.node(above).name;
  }
}

// The highest --keep setting of the rules that kept something. The keep file does not say which
// setting was used; it was at least this.
Keep keep_level_seen(const KeepFile& keep) {
  std::set<std::string_view> kept_by;
  for (const KeepLine& line : keep.lines()) {
    if (line.verdict.kept) kept_by.insert(line.verdict.reason.rule);
  }
  Keep level = Keep::used;
  const auto look_at = [&](const auto& rules) {
    for (const auto& rule : rules) {
      if (kept_by.contains(rule.name)) level = std::max(level, rule.from);
    }
  };
  look_at(root_rules());
  look_at(need_rules());
  look_at(late_rules());
  return level;
}

bool was_listed(const KeepLine* directory) {
  if (directory == nullptr || directory->verdict.reason.rule != "recorded") return false;
  const std::string& evidence = directory->verdict.reason.evidence;
  const std::string uses = ", " + evidence.substr(0, evidence.find(" by ")) + ",";
  return uses.find(", list,") != std::string::npos;
}

// A file without an owner may be the app's own (--app-budget) or data (--data-budget).
Remedy larger_budget(const KeepLine& line) {
  return {line.owner.empty() ? "a larger --data-budget, or --app-budget for the app's own files"
                             : "a larger --data-budget",
          line.verdict.reason.evidence};
}

std::vector<Remedy> remedies_for(const KeepFile& keep, const FileTree& tree, NodeId node,
                                 const OwnerState& owner) {
  const KeepLine& line = *keep.find(tree.path(node));
  const std::string& rule = line.verdict.reason.rule;
  std::vector<Remedy> remedies;
  // An exclusion wins over everything else.
  if (rule == "excluded")
    return {{"no --exclude-pattern that matches it", line.verdict.reason.evidence}};
  if (rule == "over-budget") remedies.push_back(larger_budget(line));
  const std::string above = tree.path(tree.node(node).parent);
  if (was_listed(keep.find(above))) {
    remedies.push_back({"--listed all", "a recorded run listed " + above});
  }
  const Keep level = keep_level_seen(keep);
  if (level < Keep::closure) {
    remedies.push_back({"--keep closure", "if a kept file may need it"});
  }
  if (level < Keep::package && owner.kept > 0) {
    remedies.push_back({"--keep package", std::to_string(owner.kept) + " of " +
                                              std::to_string(owner.files) + " files of " +
                                              owner.owner + " are kept"});
  }
  remedies.push_back({"--include-path " + line.path, ""});
  remedies.push_back({"an exercise that uses it", ""});
  return remedies;
}

}  // namespace

FileTree tree_of(const KeepFile& keep) {
  LayerIndex index;
  index.entries.reserve(keep.lines().size());
  for (const KeepLine& line : keep.lines()) {
    FileMetadata metadata{.type = line.type,
                          .mode = line.mode.value_or(usual_mode(line.type)),
                          .uid = line.uid,
                          .gid = line.gid};
    if (!line.file_capabilities.empty()) {
      metadata.xattrs.emplace_back(kCapabilityAttribute, line.file_capabilities);
    }
    if (line.type == FileType::regular) metadata.size = line.original_size.value_or(line.size);
    metadata.link_target = line.target;
    index.entries.push_back({line.path, std::move(metadata)});
  }
  const LayerIndex* const layers[] = {&index};
  return FileTree::from_layers(layers);
}

std::string_view state_word(const OwnerState& state) {
  if (state.kept == 0) return "removed";
  return state.kept == state.files ? "kept" : "partial";
}

std::optional<Explanation> explain_path(const KeepFile& keep, const FileTree& tree,
                                        std::string_view path) {
  const FileTree::Resolution way = tree.resolve(path, FollowLast::no);
  const KeepLine* line = way.node ? keep.find(tree.path(*way.node)) : nullptr;
  if (line == nullptr) return std::nullopt;
  Explanation explanation;
  for (const NodeId link : way.links) {
    if (const KeepLine* found = keep.find(tree.path(link))) explanation.links.push_back(*found);
  }
  explanation.chain = chain_of(keep, *line);
  explanation.owner = owner_state(keep, line->owner);
  if (!line->verdict.kept) {
    explanation.nearest_kept = nearest_kept(keep, tree, *way.node);
    explanation.remedies = remedies_for(keep, tree, *way.node, explanation.owner);
  }
  return explanation;
}

}  // namespace whittle::select
