#include <algorithm>

#include "select/closure/budget.h"
#include "select/listings.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// Names of directories from which programs load every file.
bool is_drop_in_directory(std::string_view path) {
  constexpr std::string_view kNames[] = {
      "conf-enabled", "mods-enabled", "modules-enabled", "sites-enabled", "conf",
      "config",       "snippets",     "plugin",          "plugins",       "modules",
      "extension",    "extensions",   "loaders",         "coders",        "providers",
      "engines",      "drivers",      "hooks",           "migrations"};
  constexpr std::string_view kNot[] = {"/etc/init.d",    "/etc/rc",          "/etc/cron",
                                       "/etc/profile.d", "/usr/lib/modules", "/var/lib/"};
  if (std::any_of(std::begin(kNot), std::end(kNot),
                  [path](std::string_view start) { return path.starts_with(start); })) {
    return false;
  }
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.ends_with(".d") ||
         std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

// Only the children: what is below them was not listed. Directories among them are kept without
// their content. Listed::names is done after all rules (keep_listed_names() in listings.h).
void listed(RuleContext& context) {
  const Listed how = context.options.listed;
  if (how != Listed::automatic && how != Listed::all) return;
  if (how == Listed::automatic && context.options.keep == Keep::used) return;
  for (const ListedDirectory& directory : listed_directories(context)) {
    const Reason reason = {"listed", directory.path + " was listed", directory.path};
    if (how == Listed::all) {
      keep_all(context, directory.children, reason);
    } else if (is_drop_in_directory(directory.path)) {
      keep_within_budget(context, directory.children, "the files in " + directory.path, reason,
                         directory.path);
    }
  }
}

}  // namespace whittle::select::rules
