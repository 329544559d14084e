#include "container/filtered_profile.h"

#include <algorithm>
#include <set>
#include <string>

namespace whittle::container {
namespace {

constexpr const char* kAllow = "SCMP_ACT_ALLOW";
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

  // Adds what replaces a rule that allows these names.
  void add(const SeccompRule& rule, const NotifiedCalls& calls, std::vector<std::string> names) {
    SeccompRule one = rule;
    one.names = std::move(names);
    // A rule may compare an argument only once. If it already does, all its calls are notified.
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

}  // namespace

SeccompProfile filtered_profile(const std::optional<SeccompProfile>& profile,
                                const CallFilter& filter) {
  SeccompProfile open;
  open.default_action = kAllow;
  open.architectures = filter.architectures;
  if (filter.stop == CallFilter::Stop::notify) return notified(profile.value_or(open), filter);
  open.default_action = kTrace;
  return profile.value_or(open);
}

}  // namespace whittle::container
