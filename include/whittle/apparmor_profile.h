// An AppArmor profile as a list of rules (apparmor.d(5)). profile/ makes it and writes it as text.
#pragma once

#include <string>
#include <vector>

namespace whittle {

struct AppArmorRule {
  std::string text;  // without the comma: "/usr/bin/jq mrix", "network inet stream"
  std::string why;   // empty: the title of the section is the reason
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
