#include <algorithm>
#include <map>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/not_for_run_time.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// One directory tree of the application, and the files to keep in it.
class ApplicationTree {
 public:
  ApplicationTree(RuleContext& context, NodeId root, Reason reason)
      : context_(context), tree_(context.tree), root_(root), reason_(std::move(reason)) {}

  void keep() {
    built_ = holds_kept_program();
    collect();
    // Smallest first, so that as few files as possible exceed the budget.
    std::stable_sort(files_.begin(), files_.end(), [&](NodeId left, NodeId right) {
      return counted_bytes(tree_.metadata(left)) < counted_bytes(tree_.metadata(right));
    });
    std::int64_t spent = 0;
    std::int64_t left_out = 0;
    std::vector<NodeId> left_out_files;
    for (const NodeId file : files_) {
      const std::int64_t bytes = counted_bytes(tree_.metadata(file));
      if (spent + bytes <= context_.options.app_budget) {
        spent += bytes;
        context_.marker.mark(file, reason_);
      } else {
        left_out_files.push_back(file);
        left_out += bytes;
        context_.marker.leave_out(file, {"over-budget", reason_.evidence, reason_.parent});
      }
    }
    for (const NodeId directory : directories_) context_.marker.mark(directory, reason_);
    const std::string count = std::to_string(left_out_files.size());
    context_.left_out.add({.kind = "directories of the app",
                           .what = count + " of the app's own files in " + tree_.path(root_),
                           .asked_by = "",
                           .option = "--app-budget",
                           .budget = context_.options.app_budget,
                           .needed = spent + left_out,
                           .include = tree_.path(root_),
                           .nodes = std::move(left_out_files),
                           .bytes = left_out});
  }

 private:
  // If a compiled program is in use, its sources are not needed.
  bool holds_kept_program() const {
    std::vector<NodeId> waiting = {root_};
    while (!waiting.empty()) {
      const NodeId current = waiting.back();
      waiting.pop_back();
      const bool file = tree_.metadata(current).type == FileType::regular;
      if (file && context_.marker.kept(current)) {
        const std::string& name = tree_.node(current).name;
        if (name.ends_with(".jar") || name.ends_with(".class") || name.ends_with(".dll") ||
            context_.contents.head(current, 4) ==
                "\x7f"
                "ELF") {
          return true;
        }
      }
      for (const auto& [name, child] : tree_.node(current).children) waiting.push_back(child);
    }
    return false;
  }

  void collect() {
    struct Step {
      NodeId directory;
      bool only_structure;
    };
    std::vector<Step> waiting = {{root_, false}};
    while (!waiting.empty()) {
      const Step step = waiting.back();
      waiting.pop_back();
      directories_.push_back(step.directory);
      for (const auto& [name, child] : tree_.node(step.directory).children) {
        if (tree_.metadata(child).type == FileType::directory) {
          if (!context_.languages.origins.is_package_directory(child) && wanted(child)) {
            const bool structure = purpose_of_directory(name) == Purpose::structure;
            waiting.push_back({child, step.only_structure || structure});
          }
        } else if (!step.only_structure && !context_.marker.kept(child) &&
                   context_.languages.origins.is_application(child) &&
                   wanted_file(step.directory, child)) {
          files_.push_back(child);
        }
      }
    }
  }

  // Decided by name, but a directory with kept content is always wanted.
  bool wanted(NodeId directory) const {
    const Node& node = tree_.node(directory);
    return purpose_of_directory(node.name) != Purpose::other ||
           (node.name != "__pycache__" && context_.marker.kept(directory));
  }

  bool wanted_file(NodeId directory, NodeId file) const {
    const std::string& name = tree_.node(file).name;
    if (purpose_of_file(name) == Purpose::other) {
      return other_by_suffix_only(name) && suffix_is_used(directory, name);
    }
    if (built_ && is_compiled_source(name)) return suffix_is_used(directory, name);
    const auto& siblings = tree_.node(directory).children;
    for (const std::string_view typed : {".ts", ".tsx"}) {
      if (!name.ends_with(typed)) continue;
      const std::string stem = name.substr(0, name.size() - typed.size());
      if (siblings.contains(stem + ".js") || siblings.contains(stem + ".mjs")) return false;
    }
    return true;
  }

  // For example Markdown pages beside one that was read.
  bool suffix_is_used(NodeId directory, const std::string& name) const {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos || dot == 0) return false;
    const std::string_view suffix = std::string_view(name).substr(dot);
    const auto& siblings = tree_.node(directory).children;
    return std::any_of(siblings.begin(), siblings.end(), [&](const auto& sibling) {
      return sibling.first.ends_with(suffix) && context_.marker.kept(sibling.second);
    });
  }

  RuleContext& context_;
  const FileTree& tree_;
  NodeId root_;
  Reason reason_;
  bool built_ = false;
  std::vector<NodeId> files_;
  std::vector<NodeId> directories_;
};

// The roots of applications in use, with the reason.
std::map<NodeId, Reason> used_roots(const RuleContext& context) {
  std::map<NodeId, Reason> roots;
  const Origins& origins = context.languages.origins;
  if (const auto root = origins.working_directory()) {
    roots[*root] = {"application-files", "beside the working directory",
                    context.config.working_dir};
  }
  for (NodeId id = 0; id < context.tree.size(); ++id) {
    if (!context.marker.kept(id) || context.tree.metadata(id).type == FileType::directory) {
      continue;
    }
    const std::optional<NodeId> root = origins.application_root(id);
    if (!root || roots.contains(*root)) continue;
    const std::string path = context.tree.path(id);
    roots[*root] = {"application-files", "beside what is used in " + context.tree.path(*root),
                    path};
  }
  return roots;
}

}  // namespace

// A user who requests one page, template or script of an application may request the others.
void application_files(RuleContext& context) {
  for (auto& [root, reason] : used_roots(context)) {
    if (!context.languages.finished_applications.insert(root).second) continue;
    ApplicationTree(context, root, std::move(reason)).keep();
  }
}

}  // namespace whittle::select::rules
