#include "oci/seccomp_object.h"

#include <nlohmann/json.hpp>

namespace whittle::oci {

nlohmann::ordered_json seccomp_object(const SeccompProfile& profile) {
  nlohmann::ordered_json object;
  object["defaultAction"] = profile.default_action;
  if (profile.default_errno_ret) object["defaultErrnoRet"] = *profile.default_errno_ret;
  object["architectures"] = profile.architectures;
  object["syscalls"] = nlohmann::ordered_json::array();
  for (const SeccompRule& rule : profile.rules) {
    nlohmann::ordered_json entry;
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
