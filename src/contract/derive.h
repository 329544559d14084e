// Makes a contract from a recording and the image, before any run under it: denies everything
// except what the recording shows that the app may need. A pure function.
#pragma once

#include <string>
#include <vector>

#include "contract/directories.h"
#include "contract/subject.h"
#include "whittle/contract.h"

namespace whittle::contract {

Contract derive(const Subject& subject);

// Adds this directory unless it is already writable; for a tmpfs also the directories of the image
// that it hides. Returns whether anything changed.
bool add_writable(Contract& contract, const Directories& directories, WritableDirectory directory);

}  // namespace whittle::contract
