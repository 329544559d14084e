// Directories that a recorded run listed (getdents): the app itself, not the runtime.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "select/rule_context.h"
#include "tree/glob.h"

namespace whittle::select {

struct ListedDirectory {
  std::string path;
  NodeId node = 0;
  std::vector<tree::GlobMatch> children;
};

// Sorted by path.
std::vector<ListedDirectory> listed_directories(const RuleContext& context);

// For Listed::names, after all rules: keeps the children of listed directories; regular files that
// no rule keeps, under any name, become empty (`replaced`).
void keep_listed_names(RuleContext& context, std::map<InodeId, std::string>& replaced);

}  // namespace whittle::select
