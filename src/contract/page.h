// contract.md: a Contract on one page for people: what the app needs and why, what can be denied,
// and the options for Docker, Compose and Kubernetes.
#pragma once

#include <string>

#include "whittle/contract.h"

namespace whittle::contract {

std::string format_page(const Contract& contract);

}  // namespace whittle::contract
