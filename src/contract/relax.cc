#include "contract/relax.h"

#include <algorithm>
#include <sstream>

#include "contract/call_capabilities.h"
#include "contract/derive.h"
#include "contract/directories.h"
#include "contract/quote.h"

namespace whittle::contract {
namespace {

using Calls = std::map<std::string, std::map<std::string, EnumSet<Phase>>>;
using Lines = std::vector<std::string>;

std::set<std::string> names_of(const Calls& calls) {
  std::set<std::string> names;
  for (const auto& [abi, of_abi] : calls) {
    for (const auto& [name, phases] : of_abi) {
      if (phases.contains(Phase::app) || phases.contains(Phase::exec) ||
          phases.contains(Phase::shutdown)) {
        names.insert(name);
      }
    }
  }
  return names;
}

// What a run was refused and the original was not; and what it never came to.
class Refusals {
 public:
  Refusals(const Trace& original, const Trace& run)
      : original_(names_of(original.syscalls)),
        original_denied_(names_of(original.denied_syscalls)),
        run_(names_of(run.syscalls)),
        run_denied_(names_of(run.denied_syscalls)) {}

  bool refused(const std::string& call) const {
    return run_denied_.contains(call) && !original_denied_.contains(call);
  }
  bool not_reached(const std::string& call) const {
    return !run_.contains(call) && original_.contains(call) && !original_denied_.contains(call);
  }

 private:
  std::set<std::string> original_;
  std::set<std::string> original_denied_;
  std::set<std::string> run_;
  std::set<std::string> run_denied_;
};

bool give_back(Contract& contract, const std::string& name, const std::string& why, Lines& lines) {
  if (!contract.capabilities.emplace(name, why).second) return false;
  lines.push_back("capability " + name + ": " + why);
  return true;
}

// A program with file capabilities is not even executed where one of them is out of reach.
bool relax_by_programs(Contract& contract, const Subject& subject, const Trace& run, Lines& lines) {
  bool found = false;
  for (const auto& [path, use] : run.forbidden) {
    if (!use.uses.contains(Use::exec) || !by_app(use)) continue;
    const auto id = subject.tree.find(path);
    if (!id || subject.trace.forbidden.contains(path)) continue;
    for (const auto& [name, value] : subject.tree.metadata(*id).xattrs) {
      if (name != kFileCapabilities) continue;
      for (const std::string& capability : capabilities_of_file(value)) {
        found |= give_back(contract, capability, "a file capability of " + path, lines);
      }
    }
  }
  return found;
}

void relax_by_refusals(Contract& contract, const Subject& subject, const Trace& run, Lines& lines) {
  const Refusals refusals(subject.trace, run);
  // Of several capabilities for a call one at a time: the first may be enough.
  std::set<std::string> settled;
  if (relax_by_programs(contract, subject, run, lines)) settled = {"execve", "execveat"};
  const auto each = [&](auto wanted, const char* how) {
    for (const CallCapability& row : call_capabilities()) {
      std::istringstream calls(row.calls);
      for (std::string call; calls >> call;) {
        if (!wanted(row, call) || settled.contains(call)) continue;
        if (give_back(contract, row.capability, call + how, lines)) settled.insert(call);
      }
    }
  };
  each([&](const CallCapability&, const std::string& call) { return refusals.refused(call); },
       " was refused");
  if (settled.empty()) return;
  // One refusal hides those behind it, and rounds are few.
  each(
      [&](const CallCapability& row, const std::string& call) {
        return row.by_itself == CallCapability::Tells::yes && refusals.not_reached(call);
      },
      " of the original's was not reached");
}

std::string refusal_of(const std::string& path, const FileUse& use) {
  return (use.users.empty() ? "the app" : *use.users.begin()) + " was refused to change " + path;
}

void mount(Contract& contract, const Directories& directories, const Trace& run,
           WritableDirectory::Kind kind, Lines& lines) {
  for (const auto& [path, use] : run.refused) {
    if (!by_app(use)) continue;
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
    if (!by_app(use)) continue;
    const Need need = directories.need_of(path);
    if (!need.obstacle.empty()) return refusal_of(path, use) + ", and " + need.obstacle;
  }
  return "";
}

void deny_no_more(Denial& denial, const std::string& what, const std::string& why, Lines& lines) {
  denial = {.possible = false, .why = why};
  lines.push_back("no more " + what + ": " + why);
}

void give_one_up(Contract& contract, const Subject& subject, const FailedRun& run,
                 const Directories& directories, Lines& lines) {
  const std::string failure = "under it " + run.failure;
  const std::string obstacle = first_obstacle(directories, run.trace);
  const Lines programs = privileged_programs(subject);
  Denial& root = contract.read_only_root;
  Denial& privileges = contract.no_new_privileges;
  if (root.possible && !obstacle.empty()) {
    deny_no_more(root, "read-only root", obstacle, lines);
  } else if (privileges.possible && !programs.empty()) {
    deny_no_more(privileges, "no new privileges",
                 programs.front() + " gives who runs it privileges, and " + failure, lines);
  } else if (root.possible && !run.trace.refused.empty()) {
    deny_no_more(root, "read-only root", failure, lines);
  } else if (contract.drop_capabilities.possible) {
    deny_no_more(contract.drop_capabilities, "dropped capabilities", failure, lines);
  } else if (root.possible) {
    deny_no_more(root, "read-only root", failure, lines);
  } else if (privileges.possible) {
    deny_no_more(privileges, "no new privileges", failure, lines);
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
  if (lines.empty()) give_one_up(contract, subject, run, directories, lines);
  return lines;
}

void give_up(Contract& contract, const std::string& why) {
  for (Denial* denial :
       {&contract.read_only_root, &contract.drop_capabilities, &contract.no_new_privileges}) {
    if (denial->possible) *denial = {.possible = false, .why = why};
  }
  contract.capabilities.clear();
}

}  // namespace whittle::contract
