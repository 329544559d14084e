#include "select/exclusions.h"

#include <algorithm>

#include "text/pattern.h"
#include "tree/resolved_pattern.h"

namespace whittle::select {

Exclusions::Exclusions(const FileTree& tree, std::span<const std::string> patterns)
    : patterns_(patterns.begin(), patterns.end()) {
  if (patterns_.empty()) return;
  std::vector<text::Pattern> compiled;
  for (const std::string& text : patterns_) {
    compiled.push_back(
        tree::resolved_pattern(tree, text.find('/') == std::string::npos ? "/**/" + text : text));
  }
  excluded_by_.resize(tree.size());
  for (NodeId id = 1; id < tree.size(); ++id) {
    excluded_by_[id] = excluded_by_[tree.node(id).parent];
    if (excluded_by_[id] != 0) continue;
    const std::string path = tree.path(id);
    const auto hit =
        std::find_if(compiled.begin(), compiled.end(),
                     [&](const text::Pattern& pattern) { return pattern.matches(path); });
    if (hit != compiled.end()) {
      excluded_by_[id] = static_cast<std::uint32_t>(hit - compiled.begin()) + 1;
    }
  }
}

const std::string* Exclusions::pattern_of(NodeId id) const {
  if (excluded_by_.empty() || excluded_by_[id] == 0) return nullptr;
  return &patterns_[excluded_by_[id] - 1];
}

std::vector<std::string> Exclusions::patterns_without_match() const {
  std::vector<std::string> unused;
  for (std::uint32_t index = 0; index < patterns_.size(); ++index) {
    if (std::find(excluded_by_.begin(), excluded_by_.end(), index + 1) == excluded_by_.end()) {
      unused.push_back(patterns_[index]);
    }
  }
  return unused;
}

}  // namespace whittle::select
