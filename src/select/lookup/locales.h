// The languages that an image sets: in its environment, or in the files that distributions have for
// that.
#pragma once

#include <set>
#include <string>

#include "select/rule_context.h"

namespace whittle::select {

// Directory names as in /usr/share/locale: "de_DE" and "de" for LANG=de_DE.UTF-8. Not C and POSIX,
// which have no translations.
std::set<std::string> languages_of(const RuleContext& context);

}  // namespace whittle::select
