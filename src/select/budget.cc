#include "select/budget.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <tuple>

#include "text/pattern.h"

namespace whittle::select {
namespace {

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

bool is_left_out(std::string_view path, std::span<const std::string_view> without) {
  return std::any_of(without.begin(), without.end(),
                     [path](std::string_view directory) { return is_below(path, directory); });
}

// Spares opening the thousand files of a data set.
bool may_be_elf(const Selection& selection, NodeId id) {
  return (selection.tree.metadata(id).mode & 0111) != 0 ||
         selection.tree.node(id).name.find(".so") != std::string::npos;
}

}  // namespace

std::string format_size(std::int64_t bytes) {
  char text[32];
  if (bytes < 1'000'000) {
    std::snprintf(text, sizeof text, "%.1f kB", static_cast<double>(bytes) / 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  }
  return text;
}

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

// Adds up what is put on it, each inode once.
class Scale {
 public:
  explicit Scale(Selection& selection) : selection_(&selection) {}

  std::int64_t total() const { return total_; }
  void put(const tree::GlobMatch& match) {
    const FileTree& tree = selection_->tree;
    put(match.node);
    const FileType type = tree.metadata(match.node).type;
    if (type == FileType::symlink) {
      const auto end = tree.resolve(match.path, FollowLast::yes).node;
      if (end) put(*end);
    } else if (type == FileType::regular && may_be_elf(*selection_, match.node)) {
      for (const NodeId library : selection_->elf.would_load(match.node)) put(library);
    }
  }

 private:
  void put(NodeId id) {
    if (selection_->marker.kept(id)) return;
    if (!counted_.insert(selection_->tree.node(id).inode).second) return;
    total_ += counted_bytes(selection_->tree.metadata(id));
  }

  Selection* selection_;  // a pointer, so that a scale can be copied
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

std::int64_t weigh(Selection& selection, const std::vector<tree::GlobMatch>& matches) {
  Scale scale(selection);
  for (const tree::GlobMatch& match : matches) scale.put(match);
  return scale.total();
}

std::vector<tree::GlobMatch> as_fit(Selection& selection,
                                    const std::vector<tree::GlobMatch>& matches,
                                    std::span<const std::string_view> common) {
  std::vector<std::tuple<Rank, std::int64_t, std::size_t>> order;  // of one weight: as they come
  for (std::size_t index = 0; index < matches.size(); ++index) {
    order.emplace_back(rank_of(matches[index], common), weigh(selection, {matches[index]}), index);
  }
  std::sort(order.begin(), order.end());
  Scale scale(selection);
  std::vector<tree::GlobMatch> result;
  for (const auto& [rank, bytes, index] : order) {
    Scale with = scale;
    with.put(matches[index]);
    if (with.total() > selection.options.data_budget) continue;
    scale = std::move(with);
    result.push_back(matches[index]);
  }
  return result;
}

void keep_all(Selection& selection, const std::vector<tree::GlobMatch>& matches,
              const Reason& reason) {
  for (const tree::GlobMatch& match : matches) selection.marker.mark_path(match.path, reason);
}

void keep_within_budget(Selection& selection, const std::vector<tree::GlobMatch>& matches,
                        std::string_view name, const Reason& reason) {
  const std::int64_t bytes = weigh(selection, matches);
  if (bytes <= selection.options.data_budget) {
    keep_all(selection, matches, reason);
    return;
  }
  for (const tree::GlobMatch& match : matches) {
    selection.marker.pass_over(
        match.node, {"over-budget", std::string(name) + ", " + format_size(bytes), reason.parent});
  }
  warn_over_budget(selection, std::string(name), bytes);
}

void warn_over_budget(Selection& selection, const std::string& name, std::int64_t bytes) {
  if (!selection.evidence.first_time("over budget " + name)) return;
  selection.warnings.push_back(name + " (" + format_size(bytes) +
                               ") are left out: more than --data-budget (" +
                               format_size(selection.options.data_budget) + ")");
}

}  // namespace whittle::select
