#include "profile/parse_docker.h"

#include <nlohmann/json.hpp>

#include "whittle/error.h"

namespace whittle::profile {
namespace {

using Json = nlohmann::json;

// A condition that is there but empty is none.
void require_unconditional(const Json& rule) {
  for (const char* condition : {"args", "includes", "excludes"}) {
    if (!rule.contains(condition) || rule[condition].empty()) continue;
    throw Error(std::string("a rule has \"") + condition + "\", which is not understood here",
                "use the seccomp.json of minify --artifacts");
  }
}

std::string action(const Json& json, const char* member) {
  const std::string text = json.at(member).get<std::string>();
  if (!text.starts_with("SCMP_ACT_")) throw Error("\"" + text + "\" is no action");
  return text;
}

std::optional<unsigned> number(const Json& json, const char* member) {
  if (!json.contains(member) || json[member].is_null()) return std::nullopt;
  return json[member].get<unsigned>();
}

SeccompRule rule_of(const Json& json) {
  require_unconditional(json);
  SeccompRule rule;
  rule.names = json.at("names").get<std::vector<std::string>>();
  rule.action = action(json, "action");
  rule.errno_ret = number(json, "errnoRet");
  rule.comment = json.value("comment", "");
  return rule;
}

}  // namespace

SeccompProfile parse_docker(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    SeccompProfile profile;
    profile.default_action = action(json, "defaultAction");
    profile.default_errno_ret = number(json, "defaultErrnoRet");
    profile.architectures = json.value("architectures", std::vector<std::string>());
    if (profile.architectures.empty() && json.contains("archMap")) {
      throw Error("it has an \"archMap\" instead of \"architectures\"",
                  "use the seccomp.json of minify --artifacts");
    }
    for (const Json& rule : json.value("syscalls", Json::array())) {
      profile.rules.push_back(rule_of(rule));
    }
    return profile;
  } catch (const Json::exception&) {
    throw Error("it is no profile in Docker's format",
                "a profile is the seccomp.json of minify --artifacts");
  }
}

}  // namespace whittle::profile
