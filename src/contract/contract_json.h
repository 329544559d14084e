// contract.json: a Contract as JSON. Version 1; members may be added at any time, other changes
// raise the version.
//
//   {
//     "version": 1,
//     "image": {"reference": "nginx-small", "digest": "sha256:..."},
//     "proven": true, "rounds": [{"failure": "...", "changes": ["..."]}],
//     "ports": [80], "exposed_ports": ["80/tcp"],
//     "user": {"uid": 0, "gid": 0, "additional_gids": [0], "name": ""},
//     "read_only_root": {"possible": true, "why": ""},
//     "writable": [{"path": "/run", "kind": "tmpfs" | "volume", "mode": "0755", "uid": 0, "gid": 0,
//                   "declared": false, "has_content": false, "why": "..."}],
//     "refused": [{"path": "/etc", "why": "..."}],
//     "capabilities": {"drop_all": true, "why": "",
//                      "add": [{"name": "CAP_CHOWN", "why": "...", "inferred": true,
//                               "without": null | "how a run without it failed"}],
//                      "dispensable": [{"name": "CAP_KILL", "why": "..."}]},
//     "no_new_privileges": {"possible": true, "why": ""},
//     "seccomp": "seccomp.json", "stop_signal": "SIGQUIT",
//     "health_check": null | {"test": [...], "interval": 30, "timeout": 0, "start_period": 0,
//                             "retries": 0},
//     "docker_run": ["--read-only", "--tmpfs", "/run:mode=0755,uid=0,gid=0", ...]
//   }
//
// "proven": the image was verified by a run under the contract. "without" is null if no run without
// the capability was tried. "dispensable" are capabilities that were given at first but were not
// needed in a run. Times are in seconds, 0 if the platform decides. "writable" matters only with a
// read-only root. Invalid UTF-8 is replaced by U+FFFD.
#pragma once

#include <string>

#include "whittle/contract.h"

namespace whittle::contract {

std::string format_contract(const Contract& contract);

}  // namespace whittle::contract
