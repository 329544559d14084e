// A set of system calls given by name, looked up by the number in any ABI.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace whittle::probes {

class NamedCalls {
 public:
  explicit NamedCalls(std::string names) : names_(std::move(names)) {}  // separated by spaces
  bool contains(std::uint32_t audit_arch, std::uint64_t number);

 private:
  std::set<std::uint64_t> build(std::uint32_t audit_arch) const;

  std::string names_;
  std::map<std::uint32_t, std::set<std::uint64_t>> numbers_;
};

}  // namespace whittle::probes
