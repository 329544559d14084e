// Every path of the tree, kept or dropped, with the reason.
//
// Made by select/, read by write/, report/ and explain. Its file form is keep.json
// (src/select/keep_file.h). Always: kept bytes + dropped bytes = FileTree::total_bytes(), and a
// kept node's parents are kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle {

struct Reason {
  std::string rule;  // "recorded", "parent", "elf-needed", "include-path", ...; of a dropped path:
                     // "unused", "excluded"
  std::string evidence;  // "open by /usr/sbin/nginx", "DT_NEEDED libz.so.1"
  std::string parent;    // the kept path that pulled this one in; empty for roots
};

struct Verdict {
  bool kept = false;
  Reason reason;
};

struct KeepSet {
  std::vector<Verdict> verdicts;  // by NodeId
  std::int64_t kept_bytes = 0;
  std::int64_t dropped_bytes = 0;
  std::size_t kept_files = 0;  // nodes that are not directories
  std::vector<std::string> warnings;
};

}  // namespace whittle
