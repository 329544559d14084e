#include "capability/infer.h"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>

#include "capability/file_access.h"
#include "capability/file_capabilities.h"
#include "capability/privileged_programs.h"
#include "capability/tables.h"
#include "text/join.h"
#include "trace/used_calls.h"

namespace whittle::capability {
namespace {

// Without it the kernel clears bits of a mode, but no call fails (capabilities(7)).
constexpr std::string_view kNeverRefuses = "CAP_FSETID";

constexpr std::size_t kMaxReasons = 4;  // of one kind; the others are only counted

bool is_dockers(std::string_view name) {
  return std::ranges::find(kDockerCapabilities, name) != kDockerCapabilities.end();
}

class NeededCapabilities {
 public:
  void add(std::string_view capability, const std::string& why) {
    if (is_dockers(capability)) found_[std::string(capability)].push_back(why);
  }
  // Adds the first few reasons, and the number of the others.
  void add_all(std::string_view capability, const std::vector<std::string>& reasons) {
    for (std::size_t i = 0; i < std::min(reasons.size(), kMaxReasons); ++i) {
      add(capability, reasons[i]);
    }
    if (reasons.size() > kMaxReasons) {
      add(capability, "and " + std::to_string(reasons.size() - kMaxReasons) + " more paths");
    }
  }
  std::vector<NeededCapability> take() {
    std::vector<NeededCapability> list;
    for (auto& [name, why] : found_) {
      list.push_back({.name = name, .why = std::move(why), .inferred = !granted_.contains(name)});
    }
    return list;
  }
  void add_granted(std::string_view capability, const std::string& why) {
    add(capability, why);
    granted_.insert(std::string(capability));
  }

 private:
  std::map<std::string, std::vector<std::string>> found_;
  std::set<std::string> granted_;
};

// The names of the programs that ran: the file name, and the first argument.
std::set<std::string> program_names(const Trace& trace) {
  std::set<std::string> names;
  const auto add = [&names](const std::string& path) {
    names.insert(path.substr(path.rfind('/') + 1));
  };
  for (const ProcessRecord& process : trace.processes) {
    if (process.phase == Phase::runtime) continue;
    add(process.executable);
    if (!process.arguments.empty()) add(process.arguments.front());
  }
  return names;
}

struct Facts {
  const Trace& trace;
  const FileTree* tree;
  const trace::UsedCalls& calls;
};

void infer_from_calls(const Facts& facts, NeededCapabilities& needed) {
  std::vector<std::string> foreign, setid;
  if (facts.tree != nullptr) {
    foreign = changed_of_others(facts.trace, *facts.tree);
    setid = changed_setid(facts.trace, *facts.tree);
  }
  // Without a tree the owners are not known; an app that changes owners has files of other owners.
  const bool gives_away = facts.calls.any_of("chown fchown lchown fchownat chown32 fchown32");
  for (const CallRow& row : call_rows()) {
    const std::vector<std::string> called = facts.calls.among(row.calls);
    if (called.empty()) continue;
    std::string example;
    switch (row.when) {
      case When::never:
        continue;
      case When::called:
        break;
      case When::users_change:
        if (!facts.calls.any_of(kSetUser)) continue;
        break;
      case When::others_files:
        if (foreign.empty() && !gives_away) continue;
        if (!foreign.empty()) example = ": " + foreign.front();
        break;
      case When::setid_files:
        if (setid.empty()) continue;
        example = ": " + setid.front();
        break;
    }
    needed.add(row.capability, text::join(called, ", ") + ": " + std::string(row.why) + example);
  }
}

void infer_from_arguments(const Trace& trace, NeededCapabilities& needed) {
  for (const ArgumentRow& row : argument_rows()) {
    for (const auto& [abi, calls] : trace.arguments) {
      const auto call = calls.find(std::string(row.call));
      if (call == calls.end()) continue;
      const auto argument = call->second.find(row.index);
      if (argument == call->second.end() || !argument->second.values.contains(row.value)) continue;
      needed.add(row.capability, std::string(row.call) + ": " + std::string(row.why));
      break;
    }
  }
}

void infer_from_programs(const Trace& trace, NeededCapabilities& needed) {
  const std::set<std::string> names = program_names(trace);
  for (const ProgramRow& row : program_rows()) {
    for (const std::string& program : trace::words(row.programs)) {
      if (names.contains(program))
        needed.add(row.capability, program + ": " + std::string(row.why));
    }
  }
}

void infer_from_ports(const Trace& trace, NeededCapabilities& needed) {
  for (const std::uint16_t port : trace.ports) {
    if (port >= 1024) continue;
    needed.add("CAP_NET_BIND_SERVICE",
               "listens on port " + std::to_string(port) +
                   "; not needed where net.ipv4.ip_unprivileged_port_start is 0, as with Docker");
  }
}

// execve(2) fails if the file's capabilities are effective and not all in the bounding set
// (capabilities(7), "File capabilities"), whether or not the program uses them.
void infer_from_file_capabilities(const Trace& trace, const FileTree& tree,
                                  NeededCapabilities& needed) {
  for (const auto& [path, metadata] : executed_files(trace, tree)) {
    for (const std::string& name : file_capabilities(metadata)) {
      needed.add(name, path + " has it as a file capability");
    }
  }
}

// Capabilities that the kernel granted, if a probe recorded them. The kernel checks some that are
// not needed, and other runs may need others, so the rest is still inferred.
void take_granted(const Trace& trace, NeededCapabilities& needed) {
  for (const auto& [name, use] : trace.capabilities) {
    if (!used_by_app(use.phases)) continue;
    const std::string who = use.users.empty() ? "the app" : *use.users.begin();
    needed.add_granted(name, "the kernel granted it to " + who);
  }
}

bool becomes_root(const Trace& trace, const FileTree* tree) {
  if (tree == nullptr) return false;
  return std::ranges::any_of(executed_files(trace, *tree), [](const Executed& file) {
    return file.metadata.uid == 0 && (file.metadata.mode & S_ISUID) != 0;
  });
}

}  // namespace

std::vector<NeededCapability> infer(const CapabilitySubject& subject) {
  NeededCapabilities needed;
  const trace::UsedCalls calls(subject.trace);
  take_granted(subject.trace, needed);
  if (subject.start == Start::as_root || becomes_root(subject.trace, subject.tree)) {
    infer_from_calls({subject.trace, subject.tree, calls}, needed);
    infer_from_arguments(subject.trace, needed);
    infer_from_programs(subject.trace, needed);
    infer_from_ports(subject.trace, needed);
    if (subject.tree != nullptr) {
      needed.add_all("CAP_DAC_OVERRIDE", withheld(subject.trace, *subject.tree));
    }
  }
  if (subject.tree != nullptr) {
    infer_from_file_capabilities(subject.trace, *subject.tree, needed);
  }
  return needed.take();
}

std::vector<std::string> capabilities_for(std::string_view syscall) {
  std::vector<std::string> names;
  for (const CallRow& row : call_rows()) {
    if (row.capability == kNeverRefuses) continue;
    const std::vector<std::string> calls = trace::words(row.calls);
    const bool has = std::ranges::find(calls, syscall) != calls.end();
    if (has && std::ranges::find(names, row.capability) == names.end()) {
      names.emplace_back(row.capability);
    }
  }
  return names;
}

}  // namespace whittle::capability
