#include "oci/seccomp_object.h"

#include <nlohmann/json.hpp>

namespace whittle::oci {

nlohmann::ordered_json seccomp_object(const SeccompProfile& profile) {
  using Json = nlohmann::ordered_json;
  Json object;
  object["defaultAction"] = profile.default_action;
  if (profile.default_errno_ret) object["defaultErrnoRet"] = *profile.default_errno_ret;
  object["architectures"] = profile.architectures;
  object["syscalls"] = Json::array();
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
    object["syscalls"].push_back(std::move(entry));
  }
  return object;
}

}  // namespace whittle::oci
