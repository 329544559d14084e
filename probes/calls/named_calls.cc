#include "probes/calls/named_calls.h"

#include <sstream>

#include "trace/syscall_names.h"

namespace whittle::probes {

bool NamedCalls::contains(std::uint32_t audit_arch, std::uint64_t number) {
  auto found = numbers_.find(audit_arch);
  if (found == numbers_.end()) found = numbers_.emplace(audit_arch, build(audit_arch)).first;
  return found->second.contains(number);
}

std::set<std::uint64_t> NamedCalls::build(std::uint32_t audit_arch) const {
  std::set<std::uint64_t> numbers;
  std::istringstream names(names_);
  for (std::string name; names >> name;) {
    if (const auto number = trace::syscall_number(audit_arch, name)) numbers.insert(*number);
  }
  return numbers;
}

}  // namespace whittle::probes
