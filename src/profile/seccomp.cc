#include "profile/seccomp.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "profile/architectures.h"
#include "profile/call_power_tables.h"
#include "profile/conditions.h"
#include "text/split.h"
#include "trace/used_calls.h"

namespace whittle::profile {
namespace {

using Names = std::set<std::string>;

bool any_of(std::string_view names, const Names& used) {
  const auto words = text::split(names, " ");
  return std::ranges::any_of(words, [&used](const auto& name) { return used.contains(name); });
}

bool writes_files(const Trace& trace) {
  if (!trace.written.empty()) return true;
  EnumSet<Phase> runtime;
  runtime.insert(Phase::runtime);
  return std::ranges::any_of(trace.files, [&runtime](const auto& file) {
    return file.second.uses.contains(Use::change) && !(file.second.phases == runtime);
  });
}

// A name is added to the first rule that allows it; with a condition, to one rule for each value.
class Rules {
 public:
  Rules(SeccompProfile& profile, Conditions conditions)
      : profile_(profile), conditions_(std::move(conditions)) {}

  void allow(const Names& names, std::string reason, std::string comment) {
    SeccompRule rule{
        .action = "SCMP_ACT_ALLOW", .comment = std::move(comment), .reason = std::move(reason)};
    std::vector<const Condition*> conditional;
    for (const std::string& name : names) {
      if (!take(name)) continue;
      const auto condition = conditions_.find(name);
      if (condition == conditions_.end()) {
        rule.names.push_back(name);
      } else {
        conditional.push_back(&condition->second);
      }
    }
    for (const Condition* condition : conditional) add_conditional(rule, *condition);
    if (!rule.names.empty()) profile_.rules.push_back(std::move(rule));
  }

  void refuse(const Names& names, std::string reason, std::string comment) {
    SeccompRule rule{.action = "SCMP_ACT_ERRNO",
                     .errno_ret = ENOSYS,
                     .comment = std::move(comment),
                     .reason = std::move(reason)};
    for (const std::string& name : names) {
      if (take(name)) rule.names.push_back(name);
    }
    if (!rule.names.empty()) profile_.rules.push_back(std::move(rule));
  }

  const Names& taken() const { return taken_; }

 private:
  bool take(const std::string& name) {
    return have_call(profile_.architectures, name) && taken_.insert(name).second;
  }

  void add_conditional(SeccompRule rule, const Condition& condition) {
    rule.names = {condition.call};
    rule.comment += "; " + condition.why;
    for (const SeccompArgument& comparison : condition.comparisons()) {
      rule.arguments = {comparison};
      profile_.rules.push_back(rule);
    }
  }

  SeccompProfile& profile_;
  Conditions conditions_;
  Names taken_;
};

// "rename|renameat" means the first that the architectures have.
Names allowed_names(std::string_view allowed, const std::vector<std::string>& architectures) {
  Names names;
  for (const std::string& alternatives : text::split(allowed, " ")) {
    const auto words = text::split(alternatives, "|");
    const auto found = std::ranges::find_if(
        words, [&](const std::string& name) { return have_call(architectures, name); });
    if (found != words.end()) names.insert(*found);
  }
  return names;
}

void add_implied_calls(Rules& rules, const SeccompProfile& profile,
                       std::span<const ImpliedCalls> table, const char* reason, const Names& used,
                       bool writes) {
  for (const ImpliedCalls& row : table) {
    const bool follows =
        row.trigger == ImpliedCalls::Trigger::writes
            ? writes
            : any_of(row.used, used) && (row.with.empty() || any_of(row.with, used));
    if (!follows) continue;
    rules.allow(allowed_names(row.allowed, profile.architectures), reason, std::string(row.why));
  }
}

Names names_in(std::string_view words) {
  const auto names = text::split(words, " ");
  return {names.begin(), names.end()};
}

Names names_of(std::span<const KnownCall> calls) {
  Names names;
  for (const KnownCall& call : calls) names.emplace(call.name);
  return names;
}

Names calls_of(unsigned runtimes) {
  Names names;
  for (const RuntimeCall& call : runtime_calls()) {
    if ((call.runtimes & runtimes) != 0) names.emplace(call.name);
  }
  return names;
}

std::vector<std::string> unknown_calls(const Trace& trace) {
  Names unknown;
  for (const auto& [abi, calls] : trace.syscalls) {
    for (const std::string& name : trace::app_calls(trace, abi)) {
      if (!is_known_call(abi, name)) unknown.insert(name_in(abi, name));
    }
  }
  return {unknown.begin(), unknown.end()};
}

// Every call without power, or with arguments that give none.
void add_ordinary_calls(Rules& rules, SeccompNetwork network) {
  for (const std::span<const CallClass> table : {ordinary_families(), powers()}) {
    for (const CallClass& row : table) {
      if (row.power == Power::some) continue;
      if (row.when == When::network && network == SeccompNetwork::recorded) continue;
      rules.allow(names_in(row.calls), "ordinary",
                  std::string(row.word) + ": " + std::string(row.why));
    }
  }
}

constexpr std::string_view kInferred = "inferred, no run made it: ";
constexpr const char* kSeparator = "; ";

// With power, and named by kept code: a rule each, which says by what.
void add_named_calls(Rules& rules, const std::vector<NamedCall>& named) {
  for (const NamedCall& one : named) {
    const CallClass* const row = class_of(one.call);
    if (row == nullptr || row->power != Power::some) continue;
    rules.allow(
        {one.call}, kInferredReason,
        std::string(kInferred) + one.by + kSeparator + one.how + kSeparator + power_text(one.call));
  }
}

// Docker answers clone3 likewise.
bool hides_clone3(const Trace& trace, const SeccompChoice& choice) {
  const bool filters =
      choice.arguments == SeccompArguments::recorded || choice.form == ProfileForm::broad;
  return filters && trace::app_calls(trace).contains("clone3") && clone_suffices(trace);
}

}  // namespace

SeccompProfile seccomp_profile(const Trace& trace, const SeccompOptions& options) {
  SeccompProfile profile;
  profile.architectures = architectures(trace, options.program_abis);
  profile.unknown = unknown_calls(trace);
  const SeccompChoice& choice = options.choice;
  const Names used = trace::app_calls(trace);
  const bool writes = writes_files(trace);

  Rules rules(profile, conditions(trace, profile.architectures, choice));
  if (hides_clone3(trace, choice)) {
    rules.refuse({"clone3"}, "unsupported",
                 "used, but a filter cannot check its flags; on ENOSYS a libc falls back on clone");
  }
  rules.allow(used, "used", "used by the app");
  add_implied_calls(rules, profile, equivalents(), "equivalent", used, writes);
  add_implied_calls(rules, profile, families(), "family", used, writes);
  rules.allow(calls_of(options.runtimes), "runtime",
              "used by runc and crun between loading this profile and executing the app");
  rules.allow(names_of(core_calls()), "core",
              "any process may need it in code that was not recorded");
  if (has_32_bit_abi(profile.architectures)) {
    const Names allowed = rules.taken();
    add_implied_calls(rules, profile, forms_of_32_bit_abis(), "equivalent", allowed, writes);
  }
  if (choice.form == ProfileForm::broad) {
    add_named_calls(rules, options.named);
    add_ordinary_calls(rules, choice.network);
  }
  rules.refuse(names_of(calls_with_fallback()), "unsupported",
               "not used; on ENOSYS a libc falls back on older calls");

  check_loadable(profile);
  check_recorded(profile, trace);
  return profile;
}

std::vector<NamedCall> named_in(const SeccompProfile& profile) {
  std::vector<NamedCall> named;
  for (const SeccompRule& rule : profile.rules) {
    if (!rule.comment.starts_with(kInferred)) continue;
    // A path may have the separator in it, what follows the path may not.
    const std::string text = rule.comment.substr(kInferred.size());
    const std::size_t power = text.rfind(kSeparator);
    const std::size_t how = power == std::string::npos || power == 0
                                ? std::string::npos
                                : text.rfind(kSeparator, power - 1);
    if (how == std::string::npos) continue;
    for (const std::string& call : rule.names) {
      named.push_back(
          {.call = call, .by = text.substr(0, how), .how = text.substr(how + 2, power - how - 2)});
    }
  }
  return named;
}

void name_repaired(SeccompProfile& profile, const std::vector<std::string>& calls) {
  SeccompRule repaired{.action = "SCMP_ACT_ALLOW",
                       .comment = "repaired: verification failed without it",
                       .reason = "repaired"};
  for (SeccompRule& rule : profile.rules) {
    if (rule.action != repaired.action || !rule.arguments.empty()) continue;
    for (const std::string& call : calls) {
      if (std::erase(rule.names, call) > 0) repaired.names.push_back(call);
    }
  }
  if (repaired.names.empty()) return;
  std::sort(repaired.names.begin(), repaired.names.end());
  std::erase_if(profile.rules, [](const SeccompRule& rule) { return rule.names.empty(); });
  profile.rules.insert(profile.rules.begin(), std::move(repaired));
}

}  // namespace whittle::profile
