// Directories whose entries a recorded run has read: the app itself, not the runtime.
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

// By path.
std::vector<ListedDirectory> listed_directories(const RuleContext& context);

// Listed::names, when all else is decided: keeps the children of listed directories, and gives
// those regular files that nothing else keeps, by any name, an empty content.
void keep_listed_names(RuleContext& context, std::map<InodeId, std::string>& replaced);

}  // namespace whittle::select
