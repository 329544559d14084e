// The values of the arguments in recorded_arguments.h. Called at every system call, most of which
// are not in that table.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "probes/calls/call.h"
#include "whittle/recorded_arguments.h"
#include "whittle/trace.h"

namespace whittle::probes {

class RecordedValues {
 public:
  // Not to be called for calls of the runtime.
  void entered(const Call& call, const CallMemory& memory);
  // value: already read and masked; nullopt if it could not be read.
  void add(std::uint32_t audit_arch, std::uint64_t number, std::optional<std::uint64_t> value);
  void merge_into(Trace& trace) const;

 private:
  struct Entry {
    std::uint64_t number;
    const RecordedArgument* argument;
    ArgumentValues values;
  };
  static std::vector<Entry> build(std::uint32_t audit_arch);
  Entry* find(std::uint32_t audit_arch, std::uint64_t number);

  std::map<std::uint32_t, std::vector<Entry>> abis_;  // the entries sorted by number
};

}  // namespace whittle::probes
