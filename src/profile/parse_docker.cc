#include "profile/parse_docker.h"

#include <nlohmann/json.hpp>

#include "whittle/error.h"

namespace whittle::profile {
namespace {

constexpr std::uint64_t kLastArgument = 5;  // seccomp(2): six registers

// An empty condition is ignored.
void require_everywhere(const nlohmann::json& rule) {
  for (const char* condition : {"includes", "excludes"}) {
    if (!rule.contains(condition) || rule[condition].empty()) continue;
    throw Error(std::string("a rule has \"") + condition + "\", which is not supported",
                "use the seccomp.json of minify --artifacts");
  }
}

std::string action(const nlohmann::json& json, const char* member) {
  const std::string text = json.at(member).get<std::string>();
  if (!text.starts_with("SCMP_ACT_")) throw Error("\"" + text + "\" is not an action");
  // With the ptrace-filter probe it would be confused with our own filter.
  if (text == "SCMP_ACT_TRACE") {
    throw Error("the action SCMP_ACT_TRACE needs a tracer, which a container does not have",
                "allow those calls, or refuse them with SCMP_ACT_ERRNO");
  }
  return text;
}

std::optional<unsigned> number(const nlohmann::json& json, const char* member) {
  if (!json.contains(member) || json[member].is_null()) return std::nullopt;
  return json[member].get<unsigned>();
}

std::uint64_t whole(const nlohmann::json& json) {
  if (!json.is_number_unsigned()) throw Error(json.dump() + " is not a value of an argument");
  return json.get<std::uint64_t>();
}

SeccompArgument argument_of(const nlohmann::json& json) {
  SeccompArgument argument{.index = 0,
                           .value = whole(json.at("value")),
                           .value_two = json.contains("valueTwo") ? whole(json["valueTwo"]) : 0,
                           .op = json.at("op").get<std::string>()};
  const std::uint64_t index = whole(json.at("index"));
  if (index > kLastArgument)
    throw Error("there is no argument " + std::to_string(index) + "; the last one is 5");
  argument.index = static_cast<unsigned>(index);
  if (!argument.op.starts_with("SCMP_CMP_"))
    throw Error("\"" + argument.op + "\" is not a comparison");
  return argument;
}

SeccompRule rule_of(const nlohmann::json& json) {
  require_everywhere(json);
  SeccompRule rule;
  rule.names = json.at("names").get<std::vector<std::string>>();
  rule.action = action(json, "action");
  rule.errno_ret = number(json, "errnoRet");
  rule.comment = json.value("comment", "");
  // Docker writes null where there are none.
  if (json.contains("args") && !json["args"].is_null()) {
    for (const nlohmann::json& argument : json["args"])
      rule.arguments.push_back(argument_of(argument));
  }
  return rule;
}

}  // namespace

SeccompProfile parse_docker(const std::string& text) {
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    SeccompProfile profile;
    profile.default_action = action(json, "defaultAction");
    profile.default_errno_ret = number(json, "defaultErrnoRet");
    profile.architectures = json.value("architectures", std::vector<std::string>());
    if (profile.architectures.empty() && json.contains("archMap")) {
      throw Error("it has an \"archMap\" instead of \"architectures\"",
                  "use the seccomp.json of minify --artifacts");
    }
    for (const nlohmann::json& rule : json.value("syscalls", nlohmann::json::array())) {
      profile.rules.push_back(rule_of(rule));
    }
    return profile;
  } catch (const nlohmann::json::exception&) {
    throw Error("it is not a profile in Docker's format",
                "a profile is the seccomp.json of minify --artifacts");
  }
}

}  // namespace whittle::profile
