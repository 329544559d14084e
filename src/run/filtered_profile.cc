#include "run/filtered_profile.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <string>

namespace whittle::run {
namespace {

constexpr const char* kAllow = "SCMP_ACT_ALLOW";
constexpr const char* kLog = "SCMP_ACT_LOG";
constexpr const char* kErrno = "SCMP_ACT_ERRNO";
constexpr const char* kNotify = "SCMP_ACT_NOTIFY";
constexpr const char* kTrace = "SCMP_ACT_TRACE";

bool share_an_argument(const NotifiedCalls::Conditions& conditions, const NotifiedCalls& calls) {
  for (const auto& alternative : calls.when) {
    for (const SeccompArgument& argument : alternative) {
      if (std::ranges::find(conditions, argument.index, &SeccompArgument::index) !=
          conditions.end()) {
        return true;
      }
    }
  }
  return false;
}

class Rewriter {
 public:
  explicit Rewriter(SeccompProfile& into) : into_(into) {}

  // What a rule that allows these names becomes.
  void add(const SeccompRule& rule, const NotifiedCalls& calls, std::vector<std::string> names) {
    SeccompRule one = rule;
    one.names = std::move(names);
    // An index may stand in a rule once: then more is notified than has to be.
    const bool always = calls.when.empty() || share_an_argument(rule.arguments, calls);
    if (always) return add(std::move(one), kNotify, {});
    for (const auto& alternative : calls.when) add(one, kNotify, alternative);
    // libseccomp refuses a rule with the default action.
    if (into_.default_action == kAllow) return;
    for (const auto& alternative : calls.otherwise) add(one, kAllow, alternative);
  }

 private:
  void add(SeccompRule rule, const char* action, const NotifiedCalls::Conditions& conditions) {
    rule.action = action;
    rule.arguments.insert(rule.arguments.end(), conditions.begin(), conditions.end());
    into_.rules.push_back(std::move(rule));
  }

  SeccompProfile& into_;
};

SeccompProfile notified(const SeccompProfile& original, const CallFilter& filter) {
  SeccompProfile result = original;
  result.rules.clear();
  Rewriter rewriter(result);

  std::set<std::string> ruled;
  for (const SeccompRule& rule : original.rules) {
    ruled.insert(rule.names.begin(), rule.names.end());
    SeccompRule rest = rule;
    if (rule.action == kAllow) {
      for (const NotifiedCalls& calls : filter.calls) {
        std::vector<std::string> names;
        std::erase_if(rest.names, [&](const std::string& name) {
          const bool notified = std::ranges::find(calls.names, name) != calls.names.end();
          if (notified) names.push_back(name);
          return notified;
        });
        if (!names.empty()) rewriter.add(rule, calls, std::move(names));
      }
    }
    if (!rest.names.empty()) result.rules.push_back(std::move(rest));
  }
  if (result.default_action != kAllow) return result;
  for (const NotifiedCalls& calls : filter.calls) {
    std::vector<std::string> names = calls.names;
    std::erase_if(names, [&](const std::string& name) { return ruled.contains(name); });
    if (!names.empty()) rewriter.add({}, calls, std::move(names));
  }
  return result;
}

// What the tracer is told with a stop; runtimes would tell it EPERM unless they are told otherwise.
void trace(std::string& action, std::optional<unsigned>& errno_ret) {
  if (action == kAllow || action == kLog) {
    errno_ret = 0;
  } else if (action == kErrno && errno_ret != 0U) {  // with 0 it would be let go on
    errno_ret = errno_ret.value_or(EPERM);
  } else {
    return;
  }
  action = kTrace;
}

SeccompProfile traced(SeccompProfile profile) {
  trace(profile.default_action, profile.default_errno_ret);
  for (SeccompRule& rule : profile.rules) trace(rule.action, rule.errno_ret);
  return profile;
}

}  // namespace

SeccompProfile filtered_profile(const std::optional<SeccompProfile>& profile,
                                const CallFilter& filter) {
  SeccompProfile open;
  open.default_action = kAllow;
  open.architectures = filter.architectures;
  const SeccompProfile& original = profile ? *profile : open;
  return filter.stop == CallFilter::Stop::trace ? traced(original) : notified(original, filter);
}

}  // namespace whittle::run
