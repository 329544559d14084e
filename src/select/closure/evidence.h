// What kept files contain that shows which plugins and data sets they may use. Filled as nodes are
// kept; each file is read once.
//
// A mark is a text that a clue looks for (data_sets.h): a path anywhere in a file, or the name of
// an imported function. Only ELF files and small text files are read: scripts, files in /etc, and
// files outside of system directories that no package owns.
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
  // Empty for files that are not read. Valid as long as this object.
  const text::FileStrings& strings(const KeptNode& node);

  // The first kept file that contains this mark, does not contain the mark `unless_mentions`, and
  // has none of these name prefixes.
  std::optional<NodeId> first_with_mark(std::string_view mark,
                                        std::span<const std::string_view> except_files = {},
                                        std::string_view unless_mentions = {}) const;
  // A kept ELF file whose name has this prefix.
  std::optional<NodeId> program(std::string_view prefix) const;
  // The first kept file of this name.
  std::optional<NodeId> file(std::string_view name) const;

  // True only the first time for each text: for what late rules, which run repeatedly, must do
  // once.
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
