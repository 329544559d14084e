// The file rules of an AppArmor profile: who may do what with which path, and families of paths as
// one rule.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "profile/apparmor.h"

namespace whittle::profile {

enum class Right : std::uint8_t { map, read, write, link, lock, execute };
using Rights = EnumSet<Right>;

// As a rule has them: "mrix", "rwlk".
std::string rights_text(Rights rights);

// What the trace and the keep set ask for, path by path.
struct PathRights {
  std::map<std::string, Rights> files;
  std::map<std::string, Rights> directories;
  // Of both, what the app has made: the image does not have it.
  std::set<std::string> made;
};
PathRights collect_rights(const AppArmorSubject& subject);

// By pattern, in the order of patterns.
struct FileRules {
  using Rules = std::map<std::string, Rights>;
  Rules programs, libraries, read, listed, written;
};
FileRules file_rules(const AppArmorSubject& subject, const PathRights& paths);

}  // namespace whittle::profile
