// Removes capabilities from a verified contract: each stays only if a run without it fails. Several
// are removed at once, so that few runs are needed if most are not necessary.
//
// Assumes that a run that fails with some capabilities also fails with fewer. A run has always
// passed with the resulting set.
#pragma once

#include <functional>
#include <string>

#include "whittle/contract.h"

namespace whittle::contract {

// Runs the image under a contract. Returns how it failed, in one line; empty if the app behaved as
// the original.
using Attempt = std::function<std::string(const Contract&)>;

// may_go_on is called before every run; if it returns false, the capabilities not yet tried stay,
// and are marked as not tried.
void narrow(Contract& contract, const Attempt& attempt, const std::function<bool()>& may_go_on);

}  // namespace whittle::contract
