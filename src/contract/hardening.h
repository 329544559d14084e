// What a contract denies, as a runtime takes it.
#pragma once

#include "whittle/contract.h"
#include "whittle/run_options.h"

namespace whittle::contract {

Hardening hardening_of(const Contract& contract);

}  // namespace whittle::contract
