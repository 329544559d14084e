// contract.md: a Contract on one page, for people: what the app needs and why, what it may be
// denied, and the same in the words of Docker, Compose and Kubernetes.
#pragma once

#include <string>

#include "whittle/contract.h"

namespace whittle::contract {

std::string format_page(const Contract& contract);

}  // namespace whittle::contract
