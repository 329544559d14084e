#include <set>

#include "select/closure/budget.h"
#include "select/kept_package.h"
#include "select/lookup/locales.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {

// Catalogues of messages (gettext) in the languages that the image sets, of programs that are kept.
void message_catalogue(RuleContext& context) {
  if (!context.evidence.first_time("message catalogues")) return;
  const std::set<std::string> languages = languages_of(context);
  for (const std::string& language : languages) {
    const std::string directory = "/usr/share/locale/" + language;
    std::vector<tree::GlobMatch> files = find_all(context.tree, {directory + "/LC_MESSAGES/*"});
    std::erase_if(files, [&](const tree::GlobMatch& match) {
      const Package* owner = context.packages.owner(match.node);
      return owner != nullptr && !first_kept(context, *owner);
    });
    keep_within_budget(context, files, "messages in " + directory,
                       {"message-catalogue", "the image sets the language " + language, ""},
                       directory);
  }
}

}  // namespace whittle::select::rules
