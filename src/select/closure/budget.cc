#include "select/closure/budget.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "text/names.h"
#include "text/pattern.h"
#include "text/size.h"

namespace whittle::select {
namespace {

bool is_left_out(std::string_view path, std::span<const std::string_view> without) {
  return std::any_of(without.begin(), without.end(), [path](std::string_view directory) {
    return text::is_below(path, directory);
  });
}

// By mode and name, so that the thousand files of a data set need not be opened.
bool may_be_elf(const RuleContext& context, NodeId id) {
  return (context.tree.metadata(id).mode & 0111) != 0 ||
         context.tree.node(id).name.find(".so") != std::string::npos;
}

}  // namespace

std::vector<tree::GlobMatch> find_all(const FileTree& tree,
                                      const std::vector<std::string>& patterns,
                                      std::span<const std::string_view> without) {
  std::vector<tree::GlobMatch> found;
  std::set<NodeId> seen;
  for (const std::string& pattern : patterns) {
    std::vector<tree::GlobMatch> waiting = tree::glob(tree, text::normal_path(pattern));
    std::reverse(waiting.begin(), waiting.end());
    while (!waiting.empty()) {
      const tree::GlobMatch match = std::move(waiting.back());
      waiting.pop_back();
      if (is_left_out(match.path, without) || !seen.insert(match.node).second) continue;
      const auto& children = tree.node(match.node).children;
      for (auto child = children.rbegin(); child != children.rend(); ++child) {
        waiting.push_back({match.path + "/" + child->first, child->second});
      }
      found.push_back(match);
    }
  }
  return found;
}

namespace {

// The bytes that keeping nodes would add, each inode once.
class AddedBytes {
 public:
  explicit AddedBytes(RuleContext& context) : context_(&context) {}

  std::int64_t total() const { return total_; }
  void add(const tree::GlobMatch& match) {
    const FileTree& tree = context_->tree;
    add(match.node);
    const FileType type = tree.metadata(match.node).type;
    if (type == FileType::symlink) {
      const auto end = tree.resolve(match.path, FollowLast::yes).node;
      if (end) add(*end);
    } else if (type == FileType::regular && may_be_elf(*context_, match.node)) {
      for (const NodeId library : context_->elf.would_load(match.node)) add(library);
    }
  }

 private:
  void add(NodeId id) {
    if (context_->marker.kept(id)) return;
    if (!counted_.insert(context_->tree.node(id).inode).second) return;
    total_ += counted_bytes(context_->tree.metadata(id));
  }

  RuleContext* context_;  // a pointer, so that a sum can be copied
  std::set<InodeId> counted_;
  std::int64_t total_ = 0;
};

enum class Rank { beside, common, other };

Rank rank_of(const tree::GlobMatch& match, std::span<const std::string_view> common) {
  const std::string_view file = std::string_view(match.path).substr(match.path.rfind('/') + 1);
  if (file.find(".so") == file.npos) return Rank::beside;
  const std::string_view name = file.substr(0, file.find('.'));
  return std::find(common.begin(), common.end(), name) == common.end() ? Rank::other : Rank::common;
}

}  // namespace

std::int64_t weigh(RuleContext& context, const std::vector<tree::GlobMatch>& matches) {
  AddedBytes added(context);
  for (const tree::GlobMatch& match : matches) added.add(match);
  return added.total();
}

std::vector<tree::GlobMatch> those_that_fit(RuleContext& context,
                                            const std::vector<tree::GlobMatch>& matches,
                                            std::span<const std::string_view> common) {
  std::vector<std::tuple<Rank, std::int64_t, std::size_t>> order;  // equal ones in the given order
  for (std::size_t index = 0; index < matches.size(); ++index) {
    order.emplace_back(rank_of(matches[index], common), weigh(context, {matches[index]}), index);
  }
  std::sort(order.begin(), order.end());
  AddedBytes added(context);
  std::vector<tree::GlobMatch> result;
  for (const auto& [rank, bytes, index] : order) {
    AddedBytes with = added;
    with.add(matches[index]);
    if (with.total() > context.options.data_budget) continue;
    added = std::move(with);
    result.push_back(matches[index]);
  }
  return result;
}

void keep_all(RuleContext& context, const std::vector<tree::GlobMatch>& matches,
              const Reason& reason) {
  for (const tree::GlobMatch& match : matches) context.marker.mark_path(match.path, reason);
}

void leave_out_set(RuleContext& context, const std::vector<tree::GlobMatch>& matches,
                   const LeftOutSet& set) {
  LeftOutSet complete = set;
  if (complete.option.empty()) {
    complete.option = "--data-budget";
    complete.budget = context.options.data_budget;
  }
  for (const tree::GlobMatch& match : matches) {
    const std::string evidence = complete.what + ", " + text::size(complete.bytes);
    context.marker.leave_out(match.node, {"over-budget", evidence, complete.asked_by});
    complete.nodes.push_back(match.node);
  }
  context.left_out.add(std::move(complete));
}

void keep_within_budget(RuleContext& context, const std::vector<tree::GlobMatch>& matches,
                        std::string_view name, const Reason& reason, const std::string& include) {
  const std::int64_t bytes = weigh(context, matches);
  if (bytes <= context.options.data_budget) {
    keep_all(context, matches, reason);
    return;
  }
  leave_out_set(context, matches,
                {.kind = "sets of data",
                 .what = std::string(name),
                 .asked_by = reason.parent,
                 .option = "",
                 .needed = bytes,
                 .include = include,
                 .nodes = {},
                 .bytes = bytes});
}

std::int64_t mark_within_budget(RuleContext& context, const std::vector<NodeId>& files,
                                const Reason& reason, const Budget& budget) {
  std::int64_t bytes = 0;
  for (const NodeId file : files) {
    if (!context.marker.kept(file)) bytes += counted_bytes(context.tree.metadata(file));
  }
  if (bytes > budget.bytes) {
    for (const NodeId file : files) {
      context.marker.leave_out(file, {"over-budget", reason.evidence, reason.parent});
    }
    const std::int64_t whole =
        budget.option == "--app-budget" ? context.options.app_budget : context.options.data_budget;
    context.left_out.add({.kind = "parts of packages in use",
                          .what = reason.evidence,
                          .asked_by = reason.parent,
                          .option = std::string(budget.option),
                          .budget = whole,
                          .needed = bytes + whole - budget.bytes,
                          .include = "",
                          .nodes = files,
                          .bytes = bytes});
    return 0;
  }
  for (const NodeId file : files) context.marker.mark(file, reason);
  return bytes;
}

}  // namespace whittle::select
