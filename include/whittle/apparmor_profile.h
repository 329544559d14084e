// An AppArmor profile as rules, before it is text (apparmor.d(5)). Made and formatted by profile/.
#pragma once

#include <string>
#include <vector>

namespace whittle {

struct AppArmorRule {
  std::string text;  // without the comma: "/usr/bin/jq mrix", "network inet stream"
  std::string why;   // empty: the section says it
};

struct AppArmorSection {
  std::string title;
  std::vector<AppArmorRule> rules;
};

struct AppArmorProfile {
  std::string name;  // for `docker run --security-opt apparmor=NAME`
  std::vector<AppArmorSection> sections;
};

}  // namespace whittle
