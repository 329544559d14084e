// A contract under which the app did not do what the original does, relaxed by what the trace of
// that run shows: a directory that was refused becomes writable, a call that was refused gets its
// capability back. Where nothing explains the failure, one denial is given up.
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

// What was changed, a line each; empty: there is nothing left to give up.
std::vector<std::string> relax(Contract& contract, const Subject& subject, const FailedRun& run);

// Everything that is not proven goes: what is left is what the plain proof ran under.
void give_up(Contract& contract, const std::string& why);

}  // namespace whittle::contract
