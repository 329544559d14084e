#include <nlohmann/json.hpp>

#include "profile/seccomp.h"

namespace whittle::profile {

// Only members that Docker 20.10 reads: it has no "defaultErrnoRet", so that stays away unless it
// is set.
std::string format_docker(const SeccompProfile& profile) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["defaultAction"] = profile.default_action;
  if (profile.default_errno_ret) json["defaultErrnoRet"] = *profile.default_errno_ret;
  json["architectures"] = profile.architectures;
  json["syscalls"] = Json::array();
  for (const SeccompRule& rule : profile.rules) {
    Json entry;
    entry["names"] = rule.names;
    entry["action"] = rule.action;
    for (const SeccompArgument& argument : rule.arguments) {
      entry["args"].push_back({{"index", argument.index},
                               {"value", argument.value},
                               {"valueTwo", argument.value_two},
                               {"op", argument.op}});
    }
    if (rule.errno_ret) entry["errnoRet"] = *rule.errno_ret;
    if (!rule.comment.empty()) entry["comment"] = rule.comment;
    json["syscalls"].push_back(std::move(entry));
  }
  return json.dump(2) + "\n";
}

}  // namespace whittle::profile
