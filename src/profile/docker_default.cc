#include "profile/docker_default.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "profile/architectures.h"
#include "text/split.h"
#include "whittle/capabilities.h"

namespace whittle::profile {
namespace {

bool names_word(std::string_view words, const std::string& word) {
  const auto split = text::split(words, " ");
  return std::ranges::find(split, word) != split.end();
}

bool applies(const DockerRow& row, const std::string& architecture,
             const std::set<std::string>& capabilities) {
  if (!row.architectures.empty() && !names_word(row.architectures, architecture)) return false;
  if (!row.capability.empty() && !capabilities.contains(std::string(row.capability))) return false;
  return row.unless.empty() || !capabilities.contains(std::string(row.unless));
}

SeccompArgument docker_argument(const DockerRow& row, const std::string& architecture) {
  const bool second = architecture == "s390x" && row.names == "clone";
  return {.index = second ? 1U : 0U,
          .value = row.argument->value,
          .value_two = 0,
          .op = std::string(row.argument->op)};
}

SeccompRule docker_rule(const DockerRow& row, const std::string& architecture) {
  const bool allowed = row.action == DockerAction::allow;
  SeccompRule rule{.action = allowed ? "SCMP_ACT_ALLOW" : "SCMP_ACT_ERRNO", .reason = "docker"};
  if (!allowed) rule.errno_ret = ENOSYS;
  if (row.argument) rule.arguments.push_back(docker_argument(row, architecture));
  return rule;
}

}  // namespace

SeccompProfile docker_default(const std::string& architecture,
                              const std::set<std::string>& capabilities) {
  SeccompProfile profile{.default_errno_ret = EPERM,
                         .architectures = all_architectures(architecture)};
  std::set<std::string> unconditional;
  for (const DockerRow& row : docker_rows()) {
    if (!applies(row, architecture, capabilities)) continue;
    SeccompRule rule = docker_rule(row, architecture);
    for (const std::string& name : text::split(row.names, " ")) {
      if (!have_call(profile.architectures, name)) continue;
      if (!row.argument && !unconditional.insert(name).second) continue;
      rule.names.push_back(name);
    }
    std::ranges::sort(rule.names);
    if (!rule.names.empty()) profile.rules.push_back(std::move(rule));
  }
  return profile;
}

SeccompProfile docker_default(const std::string& architecture) {
  return docker_default(architecture,
                        {std::begin(kDockerCapabilities), std::end(kDockerCapabilities)});
}

}  // namespace whittle::profile
