#include "profile/explain_call.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "profile/architectures.h"
#include "profile/call_power.h"
#include "text/join.h"
#include "text/one_line.h"

namespace whittle::profile {
namespace {

using Json = nlohmann::ordered_json;
using UseByAbi = std::map<std::string, CallUse>;

constexpr int kVersion = 1;
constexpr const char* kAllow = "SCMP_ACT_ALLOW";

UseByAbi use_of(const Calls& calls, const std::string& call) {
  UseByAbi found;
  for (const auto& [abi, of_abi] : calls) {
    if (const auto use = of_abi.find(call); use != of_abi.end()) found.emplace(abi, use->second);
  }
  return found;
}

bool is_known(const Trace& trace, const std::string& call) {
  return std::ranges::any_of(
      trace.syscalls, [&call](const auto& calls) { return is_known_call(calls.first, call); });
}

std::vector<std::string> phases_in(const CallUse& use) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kPhaseCount; ++i) {
    if (const auto phase = static_cast<Phase>(i); use.phases.contains(phase)) {
      names.emplace_back(phase_name(phase));
    }
  }
  return names;
}

std::string verdict(const CallExplanation& explanation) {
  if (explanation.rules.empty()) {
    return explanation.default_action == kAllow
               ? "allowed (by the default action of the profile)"
               : "refused (not used by the app, and not in the profile)";
  }
  std::vector<std::string> texts;
  for (const SeccompRule& rule : explanation.rules) {
    std::string text = (rule.action == kAllow ? "allowed" : "refused") +
                       std::string(rule.arguments.empty() ? "" : " with some arguments") +
                       (rule.comment.empty() ? "" : " (" + rule.comment + ")");
    // A rule for each value of an argument says the same.
    if (texts.empty() || texts.back() != text) texts.push_back(std::move(text));
  }
  return text::join(texts, ", ");
}

std::string line(const std::string& label, const CallUse& use) {
  constexpr std::size_t kWidth = 16;
  std::string text = "  " + label;
  text.resize(std::max(text.size() + 1, kWidth), ' ');
  text += text::join(phases_in(use), ", ");
  if (!use.users.empty()) text += "; by " + text::join(use.users, ", ");
  if (!use.exercises.empty()) text += "; during " + text::join(use.exercises, ", ");
  return text::one_line(text) + "\n";
}

std::string power_line(const CallClass& row) {
  const std::string why = std::string(row.word) + ": " + std::string(row.why);
  if (row.power == Power::none) return "  no power      " + why + "\n";
  return (row.power == Power::some ? "  power         " : "  power by arguments  ") + why + "\n";
}

Json use_json(const UseByAbi& uses) {
  Json json = Json::object();
  for (const auto& [abi, use] : uses) {
    json[abi] = {{"phases", phases_in(use)}, {"users", use.users}, {"exercises", use.exercises}};
  }
  return json;
}

}  // namespace

std::optional<CallExplanation> explain_call(const SeccompProfile& profile, const Trace& trace,
                                            const std::string& call) {
  CallExplanation explanation{.call = call,
                              .default_action = profile.default_action,
                              .used = use_of(trace.syscalls, call),
                              .denied = use_of(trace.denied_syscalls, call)};
  for (const SeccompRule& rule : profile.rules) {
    if (std::ranges::find(rule.names, call) == rule.names.end()) continue;
    explanation.rules.push_back(rule);
  }
  const bool is_named = !explanation.rules.empty() || !explanation.used.empty();
  return is_named || is_known(trace, call) ? std::optional(explanation) : std::nullopt;
}

std::string call_text(const CallExplanation& explanation) {
  std::string text = text::one_line(explanation.call + "  " + verdict(explanation)) + "\n";
  for (const auto& [abi, use] : explanation.used) text += line(abi, use);
  for (const auto& [abi, use] : explanation.denied) text += line(abi + " denied", use);
  if (explanation.used.empty()) text += "  never called\n";
  if (const CallClass* const row = class_of(explanation.call)) text += power_line(*row);
  return text;
}

std::string call_json(const CallExplanation& explanation) {
  Json json = {{"version", kVersion}, {"call", explanation.call}};
  json["allowed"] = explanation.rules.empty()
                        ? explanation.default_action == kAllow
                        : std::ranges::any_of(explanation.rules, [](const SeccompRule& rule) {
                            return rule.action == kAllow;
                          });
  json["default_action"] = explanation.default_action;
  json["rules"] = Json::array();
  for (const SeccompRule& rule : explanation.rules) {
    json["rules"].push_back(
        {{"action", rule.action}, {"why", rule.comment}, {"conditions", !rule.arguments.empty()}});
  }
  if (const CallClass* const row = class_of(explanation.call)) {
    json["power"] = row->power == Power::none   ? "none"
                    : row->power == Power::some ? "some"
                                                : "by arguments";
    json["class"] = row->word;
  }
  json["used"] = use_json(explanation.used);
  json["denied"] = use_json(explanation.denied);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::profile
