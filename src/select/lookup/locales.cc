#include "select/lookup/locales.h"

#include <array>

#include "select/lookup/programs.h"
#include "text/names.h"
#include "text/split.h"

namespace whittle::select {
namespace {

constexpr std::array<std::string_view, 4> kVariables = {"LC_ALL", "LC_MESSAGES", "LANG",
                                                        "LANGUAGE"};
constexpr std::array<const char*, 3> kFiles = {"/etc/default/locale", "/etc/locale.conf",
                                               "/etc/sysconfig/i18n"};
constexpr std::size_t kMaxLocaleFile = 4096;

void add(std::set<std::string>& languages, const std::string& value) {
  for (const std::string& locale : text::split(value, ":\"' ")) {
    const std::string name = locale.substr(0, locale.find_first_of(".@"));
    if (name.empty() || name == "C" || name == "POSIX" || name.find('/') != std::string::npos)
      continue;
    languages.insert(name);
    languages.insert(name.substr(0, name.find('_')));
  }
}

}  // namespace

std::set<std::string> languages_of(const RuleContext& context) {
  std::set<std::string> languages;
  for (const std::string_view variable : kVariables) {
    add(languages, environment_value(context.config, variable));
  }
  for (const char* path : kFiles) {
    const auto node = context.tree.resolve(path, FollowLast::yes).node;
    if (!node) continue;
    for (const std::string& line :
         text::split(context.contents.head(*node, kMaxLocaleFile), "\n")) {
      const std::size_t equals = line.find('=');
      if (equals != std::string::npos && text::is_one_of(kVariables, line.substr(0, equals))) {
        add(languages, line.substr(equals + 1));
      }
    }
  }
  return languages;
}

}  // namespace whittle::select
