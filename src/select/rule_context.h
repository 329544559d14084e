// What the rules work on: the input and options of select(), and what is marked so far. Owned by
// RuleRunner; rules see it only while they run.
#pragma once

#include <string>
#include <vector>

#include "select/closure/evidence.h"
#include "select/closure/left_out.h"
#include "select/elf/elf_closure.h"
#include "select/language/languages.h"
#include "select/marker.h"
#include "select/select.h"

namespace whittle::select {

struct RuleContext {
  const FileTree& tree;
  const ImageConfig& config;
  const Trace& trace;
  const PackageIndex& packages;
  const SelectOptions& options;
  const tree::Contents& contents;
  Marker& marker;
  ElfClosure& elf;
  Evidence& evidence;
  Languages& languages;
  LeftOut& left_out;
  std::vector<std::string>& warnings;
};

// A kept node, for the rules that mark what it needs.
struct KeptNode {
  NodeId id = 0;
  std::string path;
  FileType type = FileType::regular;
  std::string head;  // the first kScriptHead bytes of a regular file
};

}  // namespace whittle::select
