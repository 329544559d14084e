// The file rules of an AppArmor profile: rights by path, with families of paths combined into one
// rule.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "profile/apparmor.h"

namespace whittle::profile {

enum class Right : std::uint8_t { map, read, write, link, lock, execute };
using Rights = EnumSet<Right>;

// As in a rule: "mrix", "rwlk".
std::string rights_text(Rights rights);

// The rights that trace and keep set require, by path.
struct PathRights {
  std::map<std::string, Rights> files;
  std::map<std::string, Rights> directories;
  // Paths of both that the app has created, which the image does not have.
  std::set<std::string> made;
};
PathRights collect_rights(const AppArmorSubject& subject);

// Sorted by pattern.
struct FileRules {
  using Rules = std::map<std::string, Rights>;
  Rules programs, libraries, read, listed, written;
};
FileRules file_rules(const AppArmorSubject& subject, const PathRights& paths);

}  // namespace whittle::profile
