// The restrictions of a contract as options for a run.
#pragma once

#include "whittle/contract.h"
#include "whittle/run_options.h"

namespace whittle::contract {

Hardening hardening_of(const Contract& contract);

}  // namespace whittle::contract
