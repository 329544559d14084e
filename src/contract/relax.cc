#include "contract/relax.h"

#include "capability/file_capabilities.h"
#include "capability/infer.h"
#include "capability/privileged_programs.h"
#include "contract/derive.h"
#include "contract/directories.h"
#include "contract/quote.h"

namespace whittle::contract {
namespace {

using Lines = std::vector<std::string>;

std::set<std::string> names_of(const Calls& calls) {
  std::set<std::string> names;
  for (const auto& [abi, of_abi] : calls) {
    for (const auto& [name, use] : of_abi) {
      if (used_by_app(use.phases)) names.insert(name);
    }
  }
  return names;
}

// The calls that were refused in the run but not in the original.
std::set<std::string> refused_calls(const Trace& original, const Trace& run) {
  std::set<std::string> refused = names_of(run.denied_syscalls);
  for (const std::string& call : names_of(original.denied_syscalls)) refused.erase(call);
  return refused;
}

// Restores capabilities for what was refused in one run.
class RestoredCapabilities {
 public:
  RestoredCapabilities(Contract& contract, Lines& lines) : contract_(contract), lines_(lines) {}

  // False: the run already had it, so it was not missing.
  bool restore(const std::string& name, const std::string& why) {
    if (restored_.contains(name)) return true;
    const GivenCapability given{.why = why, .inferred = false, .without = ""};
    if (!contract_.capabilities.emplace(name, given).second) return false;
    restored_.insert(name);
    lines_.push_back("capability " + name + ": " + why);
    return true;
  }

 private:
  Contract& contract_;
  Lines& lines_;
  std::set<std::string> restored_;
};

// execve(2) of a program fails if one of its file capabilities is not in the bounding set.
bool relax_by_programs(const Subject& subject, const Trace& run, RestoredCapabilities& restored) {
  bool found = false;
  for (const auto& [path, use] : run.forbidden) {
    if (!use.uses.contains(Use::exec) || !used_by_app(use.phases)) continue;
    const auto id = subject.tree.find(path);
    if (!id || subject.trace.forbidden.contains(path)) continue;
    for (const std::string& name : capability::file_capabilities(subject.tree.metadata(*id))) {
      found |= restored.restore(name, "a file capability of " + path);
    }
  }
  return found;
}

void relax_by_refusals(Contract& contract, const Subject& subject, const Trace& run, Lines& lines) {
  RestoredCapabilities restored(contract, lines);
  std::set<std::string> refused = refused_calls(subject.trace, run);
  if (relax_by_programs(subject, run, restored)) {
    refused.erase("execve");
    refused.erase("execveat");
  }
  for (const std::string& call : refused) {
    // If several capabilities are possible for a call, one at a time: the likeliest may be enough.
    for (const std::string& name : capability::capabilities_for(call)) {
      if (restored.restore(name, call + " was refused")) break;
    }
  }
}

std::string refusal_of(const std::string& path, const FileUse& use) {
  return (use.users.empty() ? "the app" : *use.users.begin()) + " was not allowed to change " +
         path;
}

void mount(Contract& contract, const Directories& directories, const Trace& run,
           WritableDirectory::Kind kind, Lines& lines) {
  for (const auto& [path, use] : run.refused) {
    if (!used_by_app(use.phases)) continue;
    Need need = directories.need_of(path);
    if (!need.obstacle.empty() || need.dispensable || need.directory.kind != kind) continue;
    const std::string what = kind == WritableDirectory::Kind::tmpfs ? "tmpfs " : "volume ";
    const std::string line = what + need.directory.path + ": " + refusal_of(path, use);
    need.directory.why = refusal_of(path, use);
    if (add_writable(contract, directories, std::move(need.directory))) lines.push_back(line);
  }
}

std::string first_obstacle(const Directories& directories, const Trace& run) {
  for (const auto& [path, use] : run.refused) {
    if (!used_by_app(use.phases)) continue;
    const Need need = directories.need_of(path);
    if (!need.obstacle.empty()) return refusal_of(path, use) + ", and " + need.obstacle;
  }
  return "";
}

void stop_denying(Denial& denial, const std::string& what, const std::string& why, Lines& lines) {
  denial = {.possible = false, .why = why};
  lines.push_back("no longer " + what + ": " + why);
}

void give_up_one_denial(Contract& contract, const Subject& subject, const FailedRun& run,
                        const Directories& directories, Lines& lines) {
  const std::string failure = "under the contract " + run.failure;
  const std::string obstacle = first_obstacle(directories, run.trace);
  const Lines programs = capability::privileged_programs(subject.trace, subject.tree);
  Denial& root = contract.read_only_root;
  Denial& privileges = contract.no_new_privileges;
  if (root.possible && !obstacle.empty()) {
    stop_denying(root, "read-only root", obstacle, lines);
  } else if (privileges.possible && !programs.empty()) {
    stop_denying(privileges, "no new privileges",
                 programs.front() + " gains privileges when executed, and " + failure, lines);
  } else if (root.possible && !run.trace.refused.empty()) {
    stop_denying(root, "read-only root", failure, lines);
  } else if (contract.drop_capabilities.possible) {
    stop_denying(contract.drop_capabilities, "dropped capabilities", failure, lines);
  } else if (root.possible) {
    stop_denying(root, "read-only root", failure, lines);
  } else if (privileges.possible) {
    stop_denying(privileges, "no new privileges", failure, lines);
  }
}

}  // namespace

std::vector<std::string> relax(Contract& contract, const Subject& subject, const FailedRun& run) {
  Lines lines;
  const Directories directories(subject);
  if (contract.drop_capabilities.possible) {
    relax_by_refusals(contract, subject, run.trace, lines);
  }
  if (contract.read_only_root.possible) {
    mount(contract, directories, run.trace, WritableDirectory::Kind::tmpfs, lines);
    if (lines.empty()) {
      mount(contract, directories, run.trace, WritableDirectory::Kind::volume, lines);
    }
  }
  if (lines.empty()) give_up_one_denial(contract, subject, run, directories, lines);
  return lines;
}

void give_up(Contract& contract, const std::string& why) {
  for (Denial* denial :
       {&contract.read_only_root, &contract.drop_capabilities, &contract.no_new_privileges}) {
    if (denial->possible) *denial = {.possible = false, .why = why};
  }
  contract.capabilities.clear();
  contract.dispensable.clear();
}

}  // namespace whittle::contract
