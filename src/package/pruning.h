// The state that all pruners share.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "package/path_finder.h"
#include "tree/contents.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"

namespace whittle::package {

class Pruning {
 public:
  Pruning(const FileTree& its_tree, const tree::Contents& its_contents,
          const PackageIndex& its_packages, KeepSet& its_keep);

  const FileTree& tree;
  const PackageIndex& packages;
  PathFinder paths;

  bool kept(NodeId id) const { return keep_.verdicts[id].kept; }
  bool kept(const std::optional<NodeId>& id) const { return id && kept(*id); }
  // By PackageId.
  const std::vector<PackageState>& states() const { return states_; }
  bool removed(PackageId id) const { return states_[id] == PackageState::removed; }

  // The content of a file; none where it cannot be read.
  std::optional<std::string> text(NodeId id) const;
  // Sets a file's new content. A file is left as it is, with a warning, where the content would be
  // larger or the file has another kept name.
  void replace(NodeId id, std::string content);
  // Replaces the manager's kept databases. new_text makes the new content from a database's file
  // name and content.
  using NewText = std::function<std::string(std::string_view name, const std::string& text)>;
  void update_databases(PackageManager manager, const NewText& new_text);
  // Drops the package's records.
  void drop_records(PackageId id);
  void warn(const std::string& warning) { keep_.warnings.push_back(warning); }

 private:
  const tree::Contents& contents_;
  KeepSet& keep_;
  std::vector<PackageState> states_;
  std::vector<std::uint32_t> kept_names_;  // by InodeId
};

// Each prunes the databases and records of its manager.
void prune_dpkg(Pruning& pruning);
void prune_apk(Pruning& pruning);
void prune_rpm(Pruning& pruning);
void prune_pip(Pruning& pruning);
void prune_npm(Pruning& pruning);

}  // namespace whittle::package
