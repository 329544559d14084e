// Relaxes a contract under which the app did not behave as the original, by the trace of that run:
// a directory that was refused becomes writable, a call that was refused gets its capability back.
// If nothing explains the failure, one denial is given up.
#pragma once

#include <string>
#include <vector>

#include "contract/subject.h"
#include "whittle/contract.h"

namespace whittle::contract {

struct FailedRun {
  const Trace& trace;   // of the run under the contract
  std::string failure;  // in one line
};

// Returns the changes, one line each; empty if there is nothing left to give up.
std::vector<std::string> relax(Contract& contract, const Subject& subject, const FailedRun& run);

// Gives up all denials that were not verified: only the restrictions of the plain verification are
// left.
void give_up(Contract& contract, const std::string& why);

}  // namespace whittle::contract
