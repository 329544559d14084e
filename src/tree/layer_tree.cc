#include "tree/layer_tree.h"

#include <unordered_set>

#include "base/path_components.h"

namespace whittle::tree {
namespace {

const FileMetadata kImpliedDirectory{.type = FileType::directory, .mode = 0755};

class LayerTree {
 public:
  LayerTree(std::uint32_t number, std::vector<Content>& contents, const FindBelow& find_below)
      : number_(number),
        first_content_(contents.size()),
        contents_(contents),
        find_below_(find_below) {}

  std::unique_ptr<Branch> build(const LayerIndex& layer) {
    make_directory(*root_);
    for (const LayerEntry& entry : layer.entries) add(entry);
    if (names_lost_) name_contents();
    return std::move(root_);
  }

 private:
  void add(const LayerEntry& entry) {
    const FileType type = entry.metadata.type;
    if (type == FileType::opaque) {
      directory(entry.path).opaque = true;
    } else if (type == FileType::whiteout) {
      if (Branch* branch = name(entry.path)) branch->hides_lower = true;
    } else if (type == FileType::hardlink) {
      add_hard_link(entry);
    } else if (type == FileType::directory) {
      contents_[directory(entry.path).content] = content_of(entry);
    } else if (Branch* branch = name(entry.path)) {
      replace(*branch, content_of(entry));
    }
  }

  // A hard link without a target, or to a directory, is dropped: no file system has such links.
  void add_hard_link(const LayerEntry& entry) {
    const std::string& target = entry.metadata.link_target;
    const Branch* here = find(*root_, target);
    const std::uint32_t content = here != nullptr ? here->content : find_below_(target);
    if (content == Branch::kNone || contents_[content].is_directory()) return;
    if (Branch* branch = name(entry.path); branch != nullptr && branch->content != content) {
      forget_file(*branch);
      branch->content = content;
    }
  }

  Content content_of(const LayerEntry& entry) const {
    return {&entry.metadata, entry.path, number_, false};
  }

  void replace(Branch& branch, Content content) {
    forget_file(branch);
    branch.content = static_cast<std::uint32_t>(contents_.size());
    contents_.push_back(std::move(content));
  }

  // Attributes for lower layers are kept: they apply wherever they are in the tar.
  void forget_file(Branch& branch) {
    if (!branch.present()) return;
    names_lost_ = true;
    last_parent_ = nullptr;
    branch.content = Branch::kNone;
    for (const auto& [name, child] : branch.children) forget_file(*child);
  }

  // The branch of a name; its parents become directories. Null for the root.
  Branch* name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view last = path.substr(slash + 1);
    if (slash == path.npos || last.empty()) return nullptr;
    const std::string_view parent_path = path.substr(0, slash);
    if (last_parent_ == nullptr || parent_path != last_parent_path_) {
      Branch& parent = directory(parent_path);
      last_parent_ = &parent;
      last_parent_path_ = parent_path;
    }
    return &child_of(*last_parent_, last);
  }

  Branch& directory(std::string_view path) {
    Branch* branch = root_.get();
    for (auto part = base::take_component(path); !part.empty(); part = base::take_component(path)) {
      branch = &child_of(*branch, part);
      make_directory(*branch);
    }
    return *branch;
  }

  void make_directory(Branch& branch) {
    if (branch.present() && contents_[branch.content].is_directory()) return;
    replace(branch, implied_directory(number_));
  }

  Branch& child_of(Branch& parent, std::string_view child_name) {
    std::unique_ptr<Branch>& child = parent.children[child_name];
    if (!child) {
      child = std::make_unique<Branch>();
      child->layer = number_;
    }
    return *child;
  }

  // The first name of a hard-linked file may be removed: its content is then found by another name.
  void name_contents() {
    std::unordered_set<std::uint32_t> named;
    std::string path;
    for_each_own(*root_, path, [&](const Branch& branch) {
      if (contents_[branch.content].path == path) named.insert(branch.content);
    });
    for_each_own(*root_, path, [&](const Branch& branch) {
      if (named.insert(branch.content).second) contents_[branch.content].path = path;
    });
  }

  template <typename Visit>
  void for_each_own(const Branch& branch, std::string& path, const Visit& visit) {
    if (branch.present() && branch.content >= first_content_) visit(branch);
    const std::size_t length = path.size();
    for (const auto& [name, child] : branch.children) {
      path.append("/").append(name);
      for_each_own(*child, path, visit);
      path.resize(length);
    }
  }

  std::uint32_t number_;
  std::size_t first_content_;
  std::vector<Content>& contents_;
  const FindBelow& find_below_;
  std::unique_ptr<Branch> root_ = std::make_unique<Branch>();
  // A tar lists a directory's files together, so the next parent is usually the same.
  Branch* last_parent_ = nullptr;
  std::string_view last_parent_path_;
  bool names_lost_ = false;
};

}  // namespace

Branch* Branch::child(std::string_view name) const {
  const auto found = children.find(name);
  return found == children.end() ? nullptr : found->second.get();
}

Branch* find(Branch& root, std::string_view path) {
  Branch* branch = &root;
  for (auto part = base::take_component(path); !part.empty(); part = base::take_component(path)) {
    branch = branch->child(part);
    if (branch == nullptr) return nullptr;
  }
  return branch->present() ? branch : nullptr;
}

std::unique_ptr<Branch> layer_tree(const LayerIndex& layer, std::uint32_t number,
                                   std::vector<Content>& contents, const FindBelow& find_below) {
  return LayerTree(number, contents, find_below).build(layer);
}

Content implied_directory(std::uint32_t layer) {
  return {&kImpliedDirectory, "", layer, true};
}

}  // namespace whittle::tree
