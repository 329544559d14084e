#include "verify/lacks.h"

#include <algorithm>
#include <cerrno>

#include "text/join.h"

namespace whittle::verify {
namespace {

// "lookup, open by /usr/bin/python3.11 during GET :80/date"
std::string evidence(const FileUse& use) {
  std::vector<std::string_view> words;
  for (std::size_t index = 0; index < kUseCount; ++index) {
    if (use.uses.contains(static_cast<Use>(index)))
      words.push_back(use_name(static_cast<Use>(index)));
  }
  std::string text = text::join(words, ", ");
  if (!use.users.empty()) text += " by " + text::join(use.users, ", ");
  if (!use.exercises.empty()) text += " during " + text::join(use.exercises, ", ");
  return text;
}

// Answered with ENOSYS on purpose.
bool has_fallback(const SeccompProfile& profile, const std::string& call) {
  return std::ranges::any_of(profile.rules, [&](const SeccompRule& rule) {
    return rule.errno_ret == static_cast<unsigned>(ENOSYS) &&
           std::ranges::find(rule.names, call) != rule.names.end();
  });
}

// Allowed with some arguments only; a trace does not record with which it was denied, nor by whom.
bool is_conditional(const SeccompProfile& profile, const std::string& call) {
  return std::ranges::any_of(profile.rules, [&](const SeccompRule& rule) {
    return !rule.arguments.empty() && std::ranges::find(rule.names, call) != rule.names.end();
  });
}

bool is_emptied(const Searched& searched, const std::string& path) {
  const auto before = searched.original.find(path);
  const auto after = searched.result.find(path);
  if (!before || !after) return false;
  const FileMetadata& was = searched.original.metadata(*before);
  const FileMetadata& is = searched.result.metadata(*after);
  return was.type == FileType::regular && is.type == FileType::regular && was.size > 0 &&
         is.size == 0;
}

enum class By { app, runtime };

// The original has the path, and the result does not.
void add_absent(const Searched& searched, By by, std::vector<Lack>& lacks) {
  for (const auto& [path, use] : searched.trace.absent) {
    if (used_by_app(use.phases) != (by == By::app)) continue;
    if (!searched.original.resolve(path, FollowLast::no).node) continue;
    if (searched.result.resolve(path, FollowLast::no).node) continue;
    lacks.push_back({LackKind::path, path, evidence(use)});
  }
}

void add_emptied(const Searched& searched, std::vector<Lack>& lacks) {
  for (const auto& [path, use] : searched.trace.files) {
    const bool read = use.uses.contains(Use::open) || use.uses.contains(Use::exec);
    if (!read || !used_by_app(use.phases) || !is_emptied(searched, path)) continue;
    lacks.push_back({LackKind::path, path, "its content; " + evidence(use)});
  }
}

// hidden: their refusal makes a libc fall back on others, or may not have been the profile's.
enum class Calls { denied, hidden };

void add_calls(const Searched& searched, Calls which, std::vector<Lack>& lacks) {
  std::set<std::string> told;
  for (const auto& [abi, calls] : searched.trace.denied_syscalls) {
    for (const auto& [name, use] : calls) {
      const bool conditional = is_conditional(searched.profile, name);
      if (!used_by_app(use.phases) || (searched.profile.allows(name) && !conditional)) continue;
      const bool hidden = conditional || has_fallback(searched.profile, name);
      if (hidden != (which == Calls::hidden)) continue;
      if (told.insert(name).second) lacks.push_back({LackKind::syscall, name, "denied"});
    }
  }
}

void add_listings(const Searched& searched, std::vector<Lack>& lacks) {
  for (const auto& [path, use] : searched.trace.files) {
    if (!use.uses.contains(Use::list) || !used_by_app(use.phases)) continue;
    const auto before = searched.original.find(path);
    const auto after = searched.result.find(path);
    if (!before || !after) continue;
    const auto& now = searched.result.node(*after).children;
    const bool fewer =
        std::ranges::any_of(searched.original.node(*before).children,
                            [&](const auto& child) { return !now.contains(child.first); });
    if (fewer) lacks.push_back({LackKind::listing, path, evidence(use)});
  }
}

}  // namespace

std::vector<Lack> find_lacks(const Searched& searched) {
  std::vector<Lack> lacks;
  add_absent(searched, By::app, lacks);
  add_emptied(searched, lacks);
  add_calls(searched, Calls::denied, lacks);
  return lacks;
}

std::vector<Lack> find_hidden_lacks(const Searched& searched) {
  std::vector<Lack> lacks;
  add_absent(searched, By::runtime, lacks);
  add_calls(searched, Calls::hidden, lacks);
  add_listings(searched, lacks);
  return lacks;
}

Missing missing_of(const std::vector<Lack>& lacks) {
  Missing missing;
  for (const Lack& lack : lacks) {
    if (lack.kind == LackKind::path) missing.files.push_back(lack.what);
    if (lack.kind == LackKind::syscall) missing.syscalls.push_back(lack.what);
  }
  return missing;
}

}  // namespace whittle::verify
