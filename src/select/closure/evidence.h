// What the kept files say about what they may ask for: the witnesses of the rules that keep plugins
// and data sets. Filled as nodes are kept; a file is read once.
//
// Marks are the words that such a rule waits for (plugins.h, data_sets.h): a path that is searched
// for anywhere in a file, or a function that it imports. Only ELF files and small texts that are
// run or configure are read: scripts, what lies in /etc, and what no package owns outside the
// system's own directories.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/file_strings.h"
#include "tree/contents.h"
#include "whittle/package.h"

namespace whittle::select {

struct KeptNode;

class Evidence {
 public:
  // All must outlive this.
  Evidence(const FileTree& tree, const tree::Contents& contents, const PackageIndex& packages)
      : tree_(tree), contents_(contents), packages_(packages) {}

  enum class Kind { none, binary, text };
  Kind kind_of(const KeptNode& node) const;
  // Empty for what is not read. Valid as long as this lives.
  const text::FileStrings& strings(const KeptNode& node);

  // The first kept file that says this mark, not that one, and whose name starts with none of these
  // words.
  std::optional<NodeId> first_with_mark(std::string_view mark,
                                        std::span<const std::string_view> except_files = {},
                                        std::string_view unless_mentions = {}) const;
  // The first kept ELF file whose name starts so.
  std::optional<NodeId> program(std::string_view prefix) const;
  // The first kept file of this name.
  std::optional<NodeId> file(std::string_view name) const;

  // True once for each text: for what late rules, which run repeatedly, do or tell once.
  bool first_time(std::string text) { return done_.insert(std::move(text)).second; }

 private:
  const FileTree& tree_;
  const tree::Contents& contents_;
  const PackageIndex& packages_;
  std::unordered_map<NodeId, text::FileStrings> strings_;
  std::map<std::string_view, std::vector<NodeId>> files_by_mark_;  // in the order of keeping
  std::map<std::string_view, NodeId> programs_;
  std::unordered_map<std::string_view, NodeId> files_;
  std::set<std::string> done_;
};

}  // namespace whittle::select
