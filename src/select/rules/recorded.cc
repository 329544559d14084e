#include <array>

#include "select/rules/rules.h"
#include "text/join.h"

namespace whittle::select::rules {
namespace {

struct UseWord {
  Use use;
  std::string_view word;
};
// From the strongest reason to keep a path to the weakest.
constexpr std::array<UseWord, kUseCount> kUseWords = {{{Use::exec, "exec"},
                                                       {Use::open, "open"},
                                                       {Use::change, "change"},
                                                       {Use::readlink, "readlink"},
                                                       {Use::list, "list"},
                                                       {Use::chdir, "chdir"},
                                                       {Use::xattr, "xattr"},
                                                       {Use::lookup, "lookup"},
                                                       {Use::traverse, "traverse"}}};

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

// "open, lookup by /usr/sbin/nginx during GET :80/ (fanotify, ptrace)", the strongest use first.
std::string evidence(const FileUse& use) {
  std::vector<std::string_view> words;
  for (const auto& [kind, word] : kUseWords) {
    if (use.uses.contains(kind)) words.push_back(word);
  }
  std::string text = text::join(words, ", ");
  if (!use.users.empty()) text += " by " + text::join(use.users, ", ");
  if (!use.exercises.empty()) text += " during " + some(use.exercises);
  if (!use.sources.empty()) text += " (" + text::join(use.sources, ", ") + ")";
  return text;
}

// By its place in the table: less is stronger.
std::size_t strength_of(const FileUse& use) {
  std::size_t place = 0;
  while (place < kUseWords.size() && !use.uses.contains(kUseWords[place].use)) ++place;
  return place;
}

// A symlink is only traversed. It is kept for what is done to the file at its end.
std::string evidence_of(const RuleContext& context, NodeId node, const std::string& path,
                        const FileUse& use) {
  if (context.tree.metadata(node).type != FileType::symlink) return evidence(use);
  const std::optional<NodeId> end = context.tree.resolve(path, FollowLast::yes).node;
  const std::string end_path = end ? context.tree.path(*end) : "";
  const auto at_end = context.trace.files.find(end_path);
  if (at_end == context.trace.files.end() || strength_of(at_end->second) >= strength_of(use)) {
    return evidence(use);
  }
  return evidence(at_end->second) + ", at its end " + end_path;
}

}  // namespace

// A path that the tree does not have was created by the run.
void recorded(RuleContext& context) {
  for (const auto& [path, use] : context.trace.files) {
    const std::optional<NodeId> node = context.tree.find(path);
    if (node) context.marker.mark(*node, {"recorded", evidence_of(context, *node, path, use), ""});
  }
}

}  // namespace whittle::select::rules
