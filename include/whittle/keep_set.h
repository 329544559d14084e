// Every path of the tree, kept or dropped, with the reason.
//
// Made by select/, read by write/, report/ and explain. Its file form is keep.json
// (src/select/keep_file/keep_file.h). Always: kept bytes + dropped bytes = FileTree::total_bytes(),
// and a kept node's parents are kept. Where the content of a kept file is replaced by smaller
// content, the new size counts as kept and the difference as dropped.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle {

struct Reason {
  // "recorded", "parent", "elf-needed", "include-path", ...
  // Of a dropped path: "unused", "excluded", "over-budget".
  std::string rule;
  std::string evidence;  // "open by /usr/sbin/nginx", "DT_NEEDED libz.so.1"
  std::string parent;    // the kept path that needs this one; empty for roots
};

struct Verdict {
  bool kept = false;
  Reason reason;
};

struct KeepSet {
  std::vector<Verdict> verdicts;  // by NodeId
  // New content of kept regular files that have to describe the new image: a package database
  // without the removed packages. All other content is the source's.
  std::map<InodeId, std::string> replaced;
  std::int64_t kept_bytes = 0;
  std::int64_t dropped_bytes = 0;
  std::size_t kept_files = 0;  // nodes that are not directories
  std::vector<std::string> warnings;
};

// Recounts kept and dropped bytes and files after verdicts or replaced contents have changed.
void count_totals(KeepSet& keep, const FileTree& tree);

}  // namespace whittle
