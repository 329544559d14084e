#include "select/closure/budget.h"
#include "select/closure/plugins.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

std::vector<std::string> patterns_in(const std::string& directory,
                                     std::span<const std::string_view> patterns) {
  constexpr std::string_view kPlace = "{dir}";
  std::vector<std::string> result;
  for (const std::string_view pattern : patterns) {
    const bool relative = pattern.starts_with(kPlace);
    result.push_back(relative ? directory + std::string(pattern.substr(kPlace.size()))
                              : std::string(pattern));
  }
  return result;
}

// A plugin whose libraries exceed the budget is left out alone: the others work without it.
std::vector<tree::GlobMatch> without_heavy(RuleContext& context,
                                           std::vector<tree::GlobMatch> matches,
                                           const PluginDirectory& plugins,
                                           const std::string& parent) {
  std::erase_if(matches, [&](const tree::GlobMatch& match) {
    const std::int64_t bytes = weigh(context, {match});
    if (bytes <= context.options.data_budget) return false;
    leave_out_set(context, {match},
                  {.kind = "plugins, with their libraries",
                   .what = std::string(plugins.what) + " " + match.path,
                   .asked_by = parent,
                   .option = "",
                   .needed = bytes,
                   .include = match.path,
                   .nodes = {},
                   .bytes = bytes});
    return true;
  });
  return matches;
}

void keep_plugins(RuleContext& context, const PluginDirectory& plugins, NodeId owner,
                  const std::string& user) {
  const std::string path = context.tree.path(owner);
  const std::string directory = path.substr(0, path.rfind('/'));
  const Reason reason = {"plugin-directory", std::string(plugins.what), user};
  const auto find = [&](std::span<const std::string_view> patterns) {
    return without_heavy(context, find_all(context.tree, patterns_in(directory, patterns)), plugins,
                         user);
  };
  std::vector<tree::GlobMatch> matches = find(plugins.paths);
  if (!plugins.smaller.empty() && weigh(context, matches) > context.options.data_budget) {
    matches = find(plugins.smaller);
  }
  // Each plugin is useful alone, unlike the parts of a data set.
  const std::vector<tree::GlobMatch> fit = those_that_fit(context, matches, plugins.common);
  const std::int64_t all = weigh(context, matches);
  const std::int64_t left_out = all - weigh(context, fit);
  keep_all(context, fit, reason);
  if (fit.size() == matches.size()) return;
  std::erase_if(matches,
                [&](const tree::GlobMatch& match) { return context.marker.kept(match.node); });
  leave_out_set(context, matches,
                {.kind = "groups of plugins",
                 .what = std::to_string(matches.size()) + " large files of type \"" +
                         std::string(plugins.what) + "\"",
                 .asked_by = user,
                 .option = "",
                 .needed = all,
                 .include = "",
                 .nodes = {},
                 .bytes = left_out});
}

// The file because of which the plugins are kept: the owner, or a kept user of it. Empty: none.
std::optional<NodeId> user_of(const RuleContext& context, const PluginDirectory& plugins,
                              NodeId owner) {
  if (plugins.users.empty()) return owner;
  for (const std::string_view user : plugins.users) {
    if (const auto node = context.evidence.program(user)) return node;
  }
  return std::nullopt;
}

}  // namespace

void plugin_directory(RuleContext& context) {
  std::size_t row = 0;
  for (const PluginDirectory& plugins : plugin_directories()) {
    ++row;
    const std::optional<NodeId> owner = context.evidence.program(plugins.of);
    if (!owner) continue;
    const std::optional<NodeId> user = user_of(context, plugins, *owner);
    if (!user) continue;
    if (!context.evidence.first_time("plugin directory " + std::to_string(row))) continue;
    keep_plugins(context, plugins, *owner, context.tree.path(*user));
  }
}

}  // namespace whittle::select::rules
