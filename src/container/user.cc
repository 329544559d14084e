#include "container/user.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "text/split.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

constexpr std::uint32_t kMaxId = 0x7fffffff;  // as Docker: larger ones are refused

std::optional<std::uint32_t> parse_id(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > kMaxId) {
    return std::nullopt;
  }
  return value;
}

struct PasswdEntry {
  std::string_view name;
  std::uint32_t uid;
  std::uint32_t gid;
  std::string_view home;
};

template <typename Match>
std::optional<PasswdEntry> find_passwd(std::string_view passwd, Match match) {
  for (const std::string_view line : text::fields(passwd, '\n')) {
    const auto fields = text::fields(line, ':');  // name:password:uid:gid:comment:home:shell
    if (fields.size() < 4) continue;
    const auto uid = parse_id(fields[2]);
    const auto gid = parse_id(fields[3]);
    if (!uid || !gid) continue;
    const PasswdEntry entry{fields[0], *uid, *gid, fields.size() > 5 ? fields[5] : ""};
    if (match(entry)) return entry;
  }
  return std::nullopt;
}

struct GroupEntry {
  std::string_view name;
  std::uint32_t gid;
  std::vector<std::string_view> members;
};

template <typename Body>
void for_each_group(std::string_view group, Body body) {
  for (const std::string_view line : text::fields(group, '\n')) {
    const auto fields = text::fields(line, ':');  // name:password:gid:member,member
    if (fields.size() < 3) continue;
    const auto gid = parse_id(fields[2]);
    if (gid)
      body(GroupEntry{fields[0], *gid, text::fields(fields.size() > 3 ? fields[3] : "", ',')});
  }
}

gid_t find_group(const std::string& name, std::string_view group) {
  const auto wanted = parse_id(name);
  std::optional<gid_t> found;
  for_each_group(group, [&](const GroupEntry& entry) {
    if (!found && (wanted ? entry.gid == *wanted : entry.name == name)) found = entry.gid;
  });
  if (found) return *found;
  if (wanted) return *wanted;
  throw Error("the group " + name + " is not in the image's /etc/group",
              "give another with --user USER:GROUP, or its number");
}

}  // namespace

User find_user(const std::string& specification, std::string_view passwd, std::string_view group) {
  const std::size_t colon = specification.find(':');
  const std::string name = specification.substr(0, colon);
  const std::string group_name = colon == std::string::npos ? "" : specification.substr(colon + 1);
  const auto wanted = name.empty() ? std::optional<std::uint32_t>(0) : parse_id(name);

  // A number is a uid, even where a user has that number as a name.
  const auto entry = find_passwd(passwd, [&](const PasswdEntry& candidate) {
    return wanted ? candidate.uid == *wanted : candidate.name == name;
  });
  if (!entry && !wanted) {
    throw Error("the user " + name + " is not in the image's /etc/passwd",
                "give another with --user, or its number");
  }

  User user;
  user.uid = entry ? entry->uid : *wanted;
  user.gid = entry ? entry->gid : 0;
  if (entry && !entry->home.empty()) user.home = entry->home;
  if (!group_name.empty()) user.gid = find_group(group_name, group);

  user.additional_gids.push_back(user.gid);
  if (entry && group_name.empty()) {
    for_each_group(group, [&](const GroupEntry& candidate) {
      auto& gids = user.additional_gids;
      const bool member =
          std::ranges::find(candidate.members, entry->name) != candidate.members.end();
      if (member && std::ranges::find(gids, candidate.gid) == gids.end())
        gids.push_back(candidate.gid);
    });
  }
  return user;
}

}  // namespace whittle::container
