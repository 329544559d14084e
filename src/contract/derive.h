// A contract from a recording and the image, before any run under it: everything is denied but what
// the recording shows that the app may need. Pure.
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

}  // namespace whittle::contract
