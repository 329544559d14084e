#include <array>

#include "select/rules/rules.h"
#include "text/join.h"

namespace whittle::select::rules {
namespace {

// Indexed by Use.
constexpr std::array<std::string_view, kUseCount> kUseWords = {
    "open", "exec", "lookup", "readlink", "traverse", "list", "chdir", "xattr", "change"};

// The first few, to keep the line short.
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

// A path that the tree does not have was created by the run.
void recorded(RuleContext& context) {
  for (const auto& [path, use] : context.trace.files) {
    const std::optional<NodeId> node = context.tree.find(path);
    if (node) context.marker.mark(*node, {"recorded", evidence(use), ""});
  }
}

}  // namespace whittle::select::rules
