#include <array>

#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// By Use.
constexpr std::array<std::string_view, kUseCount> kUseWords = {
    "open", "exec", "lookup", "readlink", "traverse", "list", "chdir", "xattr", "change"};

template <typename Texts>
std::string joined(const Texts& texts) {
  std::string result;
  for (const auto& text : texts) result.append(result.empty() ? "" : ", ").append(text);
  return result;
}

// "open, lookup by /usr/sbin/nginx (fanotify, ptrace)"
std::string evidence(const FileUse& use) {
  std::vector<std::string_view> words;
  for (std::size_t index = 0; index < kUseWords.size(); ++index) {
    if (use.uses.contains(static_cast<Use>(index))) words.push_back(kUseWords[index]);
  }
  std::string text = joined(words);
  if (!use.users.empty()) text += " by " + joined(use.users);
  if (!use.sources.empty()) text += " (" + joined(use.sources) + ")";
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
