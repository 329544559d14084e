#include "contract/derive.h"

#include <algorithm>

#include "capability/infer.h"
#include "capability/privileged_programs.h"
#include "contract/quote.h"
#include "text/join.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// Every path that the app created, changed or removed, with the reason.
std::map<std::string, std::string> changes_of(const Trace& trace) {
  std::map<std::string, std::string> changes;
  for (const std::string& path : trace.written) changes[path] = "the app writes";
  for (const auto& [path, use] : trace.files) {
    if (!use.uses.contains(Use::change) || !used_by_app(use.phases)) continue;
    changes[path] = use.users.empty() ? "the app writes" : *use.users.begin() + " writes";
  }
  return changes;
}

bool has_volume_above(const Contract& contract, const std::string& path) {
  return std::ranges::any_of(contract.writable, [&](const auto& entry) {
    return entry.second.kind == Kind::volume && is_within(path, entry.first);
  });
}

bool has_tmpfs_above(const Contract& contract, const std::string& path) {
  return std::ranges::any_of(contract.writable, [&](const auto& entry) {
    return entry.second.kind == Kind::tmpfs && entry.first != path && is_within(path, entry.first);
  });
}

void find_directories(Contract& contract, const Subject& subject) {
  const Directories directories(subject);
  for (const std::string& volume : subject.config.volumes) {
    WritableDirectory declared = directories.declared(volume);
    if (!declared.path.empty() && can_be_mounted(declared.path)) {
      contract.writable[declared.path] = std::move(declared);
    }
  }
  for (const auto& [path, who] : changes_of(subject.trace)) {
    if (has_volume_above(contract, path)) continue;
    Need need = directories.need_of(path);
    const std::string why = who + " " + (path == need.directory.path ? "to it" : name_of(path));
    // A changed file of the image is data; a new file beside kept files may only be a cache: a run
    // under the contract shows whether it is needed.
    const bool changes_content =
        directories.is_kept_file(path) && subject.trace.written.contains(path);
    const bool wanted = need.directory.kind == Kind::tmpfs || changes_content;
    if (!need.obstacle.empty() || need.dispensable || !wanted) {
      contract.refused.emplace(need.directory.path, why);
      continue;
    }
    need.directory.why = why;
    add_writable(contract, directories, std::move(need.directory));
  }
  std::erase_if(contract.refused, [&](const auto& entry) {
    return has_volume_above(contract, entry.first) || contract.writable.contains(entry.first);
  });
}

void find_capabilities(Contract& contract, const Subject& subject) {
  const auto start =
      subject.user.uid == 0 ? capability::Start::as_root : capability::Start::as_other;
  for (const NeededCapability& needed :
       capability::infer({.trace = subject.trace, .tree = &subject.tree, .start = start})) {
    contract.capabilities[needed.name] = {
        .why = text::join(needed.why, "; "), .inferred = needed.inferred, .without = ""};
  }
}

}  // namespace

bool add_writable(Contract& contract, const Directories& directories, WritableDirectory directory) {
  const std::string path = directory.path;
  if (contract.writable.contains(path) || has_volume_above(contract, path)) return false;
  const bool is_tmpfs = directory.kind == Kind::tmpfs;
  if (is_tmpfs && has_tmpfs_above(contract, path)) return false;
  // Directories below it are covered by it, except volumes.
  std::erase_if(contract.writable, [&](const auto& entry) {
    return is_within(entry.first, path) && (!is_tmpfs || entry.second.kind == Kind::tmpfs) &&
           !entry.second.declared;
  });
  contract.refused.erase(path);
  contract.writable[path] = std::move(directory);
  if (!is_tmpfs) return true;
  for (WritableDirectory& hidden : directories.hidden_below(path)) {
    if (!has_volume_above(contract, hidden.path)) {
      contract.writable.emplace(hidden.path, std::move(hidden));
    }
  }
  return true;
}

Contract derive(const Subject& subject) {
  Contract contract;
  contract.ports = subject.trace.ports;
  contract.exposed_ports = subject.config.exposed_ports;
  contract.user = subject.user;
  contract.stop_signal = subject.config.stop_signal;
  contract.health_check = subject.config.health_check;
  if (contract.health_check && contract.health_check->command().empty()) {
    contract.health_check.reset();
  }
  find_directories(contract, subject);
  find_capabilities(contract, subject);
  // Root gains nothing from them; if the app changes its user, a run under the contract shows
  // whether it needs them.
  const std::vector<std::string> programs =
      capability::privileged_programs(subject.trace, subject.tree);
  if (subject.user.uid != 0 && !programs.empty()) {
    contract.no_new_privileges = {
        .possible = false,
        .why = "the user of the image runs " + programs.front() + ", which gains privileges"};
  }
  return contract;
}

}  // namespace whittle::contract
