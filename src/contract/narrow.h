// A proven contract with fewer capabilities: each is tried away, and stays only where a run without
// it fails. What is not needed goes in few runs, as many are tried away at once.
//
// Capabilities are taken to be monotone: a run that fails with some of them fails with fewer. The
// set that is left is always one that a run has passed with.
#pragma once

#include <functional>
#include <string>

#include "whittle/contract.h"

namespace whittle::contract {

// How a run under a contract failed, in one line; empty: the app did what the original does.
using Attempt = std::function<std::string(const Contract&)>;

// may_go_on is asked before every run; what has not been tried when it says no stays, and says so.
void narrow(Contract& contract, const Attempt& attempt, const std::function<bool()>& may_go_on);

}  // namespace whittle::contract
