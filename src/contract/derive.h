// A contract from a recording and the image, before any run under it: everything is denied but what
// the recording shows that the app needs. Pure.
#pragma once

#include <string>
#include <vector>

#include "contract/directories.h"
#include "contract/subject.h"
#include "whittle/contract.h"

namespace whittle::contract {

Contract derive(const Subject& subject);

// Mounts this directory unless what is there already makes it writable; with a tmpfs go those
// directories of the image that it hides. Whether anything changed.
bool add_writable(Contract& contract, const Directories& directories, WritableDirectory directory);

// Programs that give who executes them something he has not: setuid, setgid, file capabilities.
std::vector<std::string> privileged_programs(const Subject& subject);

// The config's Healthcheck, an extension of Docker's; empty: none.
std::optional<HealthCheck> health_check_of(const ImageConfig& config);

// The app itself did it, not the runtime on its behalf.
bool by_app(const FileUse& use);

}  // namespace whittle::contract
