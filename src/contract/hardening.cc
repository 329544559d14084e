#include "contract/hardening.h"

namespace whittle::contract {

Hardening hardening_of(const Contract& contract) {
  Hardening hardening;
  hardening.no_new_privileges = contract.no_new_privileges.possible;
  if (contract.drop_capabilities.possible) {
    hardening.capabilities.emplace();
    for (const auto& [name, given] : contract.capabilities) hardening.capabilities->insert(name);
  }
  hardening.read_only_root = contract.read_only_root.possible;
  if (!hardening.read_only_root) return hardening;
  for (const auto& [path, directory] : contract.writable) {
    if (directory.kind == WritableDirectory::Kind::volume) {
      hardening.writable.push_back(path);
    } else {
      hardening.tmpfs.push_back(
          {.path = path, .mode = directory.mode, .uid = directory.uid, .gid = directory.gid});
    }
  }
  return hardening;
}

}  // namespace whittle::contract
