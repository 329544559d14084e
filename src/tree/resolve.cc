// Path look-up inside the tree, like that of the kernel for a process with this root directory:
// path_resolution(7).

#include <deque>
#include <string>

#include "base/path_components.h"
#include "whittle/file_tree.h"

namespace whittle {
namespace {

constexpr int kMaxLinks = 40;  // MAXSYMLINKS in the kernel

class Walk {
 public:
  Walk(const FileTree& tree, std::string_view path, FollowLast follow)
      : tree_(tree), follow_(follow) {
    push(path);
    ends_in_slash_ = path.ends_with('/');
  }

  FileTree::Resolution run() {
    while (!pending_.empty()) {
      const std::string part = std::move(pending_.front());
      pending_.pop_front();
      if (tree_.metadata(at_).type != FileType::directory) return stopped(part);
      if (part == ".") continue;
      if (part == "..") {
        at_ = tree_.node(at_).parent;  // the root's parent is the root
        continue;
      }
      const auto& children = tree_.node(at_).children;
      const auto child = children.find(part);
      if (child == children.end()) return stopped(part);
      const bool follows = !pending_.empty() || follow_ == FollowLast::yes || ends_in_slash_;
      if (tree_.metadata(child->second).type == FileType::symlink && follows) {
        if (result_.links.size() == kMaxLinks) return stopped(part);
        follow(child->second);
      } else {
        at_ = child->second;
      }
    }
    result_.canonical = tree_.path(at_);
    if (!ends_in_slash_ || tree_.metadata(at_).type == FileType::directory) result_.node = at_;
    return std::move(result_);
  }

 private:
  void push(std::string_view path) {
    std::deque<std::string> parts;
    for (auto part = base::take_component(path); !part.empty(); part = base::take_component(path)) {
      parts.emplace_back(part);
    }
    pending_.insert(pending_.begin(), parts.begin(), parts.end());
  }

  void follow(NodeId link) {
    const std::string& target = tree_.metadata(link).link_target;
    result_.links.push_back(link);
    if (pending_.empty()) ends_in_slash_ = ends_in_slash_ || target.ends_with('/');
    push(target);
    if (target.starts_with('/')) at_ = FileTree::kRoot;
  }

  // Not found: the rest of the path is appended to where the walk ended.
  FileTree::Resolution stopped(const std::string& part) {
    std::string canonical = at_ == FileTree::kRoot ? "" : tree_.path(at_);
    pending_.push_front(part);
    for (const std::string& left : pending_) {
      if (left == "..") {
        canonical.resize(canonical.rfind('/') == canonical.npos ? 0 : canonical.rfind('/'));
      } else if (left != ".") {
        canonical += "/" + left;
      }
    }
    result_.canonical = canonical.empty() ? "/" : canonical;
    return std::move(result_);
  }

  const FileTree& tree_;
  FollowLast follow_;
  bool ends_in_slash_ = false;  // the last name must be a directory
  NodeId at_ = FileTree::kRoot;
  std::deque<std::string> pending_;
  FileTree::Resolution result_;
};

}  // namespace

FileTree::Resolution FileTree::resolve(std::string_view path, FollowLast follow) const {
  if (path.empty()) return {std::nullopt, {}, "/"};
  return Walk(*this, path, follow).run();
}

}  // namespace whittle
