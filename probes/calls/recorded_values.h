// Which values the arguments of recorded_arguments.h took. It is asked at every call, and most
// calls are none of these.
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
  // Calls of the runtime are not to be told here.
  void entered(const Call& call, const CallMemory& memory);
  // A value that somebody else has read, under the argument's mask; nothing: it could not be read.
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
