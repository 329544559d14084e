// Every path of the tree, kept or dropped, with the reason.
//
// Made by select/, read by write/, report/ and explain. Its file form is keep.json
// (src/select/keep_file/keep_file.h). Always: kept bytes + dropped bytes = FileTree::total_bytes(),
// and a kept node's parents are kept. Where the content of a kept file is replaced, by less than it
// was, its new size counts as kept and the difference as dropped.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle {

struct Reason {
  std::string rule;  // "recorded", "parent", "elf-needed", "include-path", ...; of a dropped path:
                     // "unused", "excluded", "over-budget"
  std::string evidence;  // "open by /usr/sbin/nginx", "DT_NEEDED libz.so.1"
  std::string parent;    // the kept path that pulled this one in; empty for roots
};

struct Verdict {
  bool kept = false;
  Reason reason;
};

struct KeepSet {
  std::vector<Verdict> verdicts;  // by NodeId
  // New content of kept regular files, for what must tell of the new image instead of the old one:
  // a package database without the packages that are gone. All other content is the source's.
  std::map<InodeId, std::string> replaced;
  std::int64_t kept_bytes = 0;
  std::int64_t dropped_bytes = 0;
  std::size_t kept_files = 0;  // nodes that are not directories
  std::vector<std::string> warnings;
};

// Counts kept and dropped bytes and files anew, after verdicts or replaced contents have changed.
void count_totals(KeepSet& keep, const FileTree& tree);

}  // namespace whittle
