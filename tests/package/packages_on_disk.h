// Shared by the tests of package databases: an image with files, its packages, a keep set from
// paths, and the databases after pruning.
#pragma once

#include "package/packages.h"
#include "select/image_on_disk.h"

namespace whittle::testing {

class PackagesOnDisk : public ImageOnDisk {
 public:
  const PackageIndex& read() {
    tree_ = tree(lines());
    const std::filesystem::path layers[] = {directory()};
    index_ = package::read_packages(tree_, tree::Contents(tree_, layers));
    return index_;
  }

  // After read(): keeps only these paths and their parents, and prunes.
  const KeepSet& keep(const Paths& paths) {
    keep_ = {};
    keep_.verdicts.resize(tree_.size());
    for (Verdict& verdict : keep_.verdicts) verdict.reason.rule = "unused";
    keep_.verdicts[FileTree::kRoot].kept = true;
    for (const std::string& path : paths) {
      for (NodeId id = node(path); id != FileTree::kRoot; id = tree_.node(id).parent) {
        keep_.verdicts[id].kept = true;
      }
    }
    const std::filesystem::path layers[] = {directory()};
    package::prune_records(tree_, tree::Contents(tree_, layers), index_, keep_);
    return keep_;
  }

  NodeId node(const std::string& path) const {
    const auto found = tree_.find(path);
    if (!found) throw std::runtime_error("no " + path + " in the tree of this test");
    return *found;
  }
  bool is_kept(const std::string& path) const { return keep_.verdicts[node(path)].kept; }
  // A file's new content; "(as it was)" when it is not replaced.
  std::string content(const std::string& path) const {
    const auto replaced = keep_.replaced.find(tree_.node(node(path)).inode);
    return replaced == keep_.replaced.end() ? "(as it was)" : replaced->second;
  }

  const Package& package(const std::string& name) const {
    for (const Package& package : index_.packages) {
      if (package.name == name) return package;
    }
    throw std::runtime_error("no package " + name);
  }
  PackageState state(const std::string& name) const {
    return package::state_of(package(name), keep_);
  }
  Paths files(const std::string& name) const { return paths(package(name).files); }
  Paths paths(const std::vector<NodeId>& ids) const {
    Paths result;
    for (const NodeId id : ids) result.push_back(tree_.path(id));
    return result;
  }
  // "dpkg libc6 2.36 amd64"
  Paths names() const {
    Paths result;
    for (const Package& package : index_.packages) {
      result.push_back(std::string(package_manager_name(package.manager)) + " " + package.name +
                       " " + package.version +
                       (package.architecture.empty() ? "" : " " + package.architecture));
    }
    return result;
  }
  const FileTree& file_tree() const { return tree_; }

 private:
  FileTree tree_;
  PackageIndex index_;
  KeepSet keep_;
};

}  // namespace whittle::testing
