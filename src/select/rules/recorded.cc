#include <array>

#include "select/rules/rules.h"
#include "text/join.h"

namespace whittle::select::rules {
namespace {

// By Use.
constexpr std::array<std::string_view, kUseCount> kUseWords = {
    "open", "exec", "lookup", "readlink", "traverse", "list", "chdir", "xattr", "change"};

// The first few of them: a line is to be read.
std::string some(const std::set<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string_view> shown;
  for (const std::string& name : names) {
    if (shown.size() < kShown) shown.push_back(name);
  }
  const std::size_t more = names.size() - shown.size();
  return text::join(shown, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

// "open, lookup by /usr/sbin/nginx during GET :80/ (fanotify, ptrace)"
std::string evidence(const FileUse& use) {
  std::vector<std::string_view> words;
  for (std::size_t index = 0; index < kUseWords.size(); ++index) {
    if (use.uses.contains(static_cast<Use>(index))) words.push_back(kUseWords[index]);
  }
  std::string text = text::join(words, ", ");
  if (!use.users.empty()) text += " by " + text::join(use.users, ", ");
  if (!use.exercises.empty()) text += " during " + some(use.exercises);
  if (!use.sources.empty()) text += " (" + text::join(use.sources, ", ") + ")";
  return text;
}

}  // namespace

// Paths that the tree does not have were made by the run.
void recorded(Selection& selection) {
  for (const auto& [path, use] : selection.trace.files) {
    const std::optional<NodeId> node = selection.tree.find(path);
    if (node) selection.marker.mark(*node, {"recorded", evidence(use), ""});
  }
}

}  // namespace whittle::select::rules
