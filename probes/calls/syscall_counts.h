// Which system calls were entered, which were denied, and which capabilities were granted: to whom,
// in which phase, during which exercise.
//
// There is one set of calls for each of these three, so that whoever records many calls of one
// process looks it up when one of the three changes and only sets a bit for each call.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "whittle/trace.h"

namespace whittle::probes {

// Numbers of each ABI.
class CallSet {
 public:
  void insert(std::uint32_t audit_arch, std::uint64_t number);

  template <typename OnCall>  // (audit_arch, number)
  void for_each(const OnCall& on_call) const {
    for (const Abi& abi : abis_) {
      for (std::uint64_t number = 0; number < kUsual; ++number) {
        if ((abi.usual[number / 64] >> (number % 64) & 1) != 0) on_call(abi.arch, number);
      }
      for (const std::uint64_t number : abi.unusual) on_call(abi.arch, number);
    }
  }

 private:
  static constexpr std::uint64_t kUsual = 512;     // numbers in the bitmap
  static constexpr std::size_t kMaxUnusual = 256;  // others: x32, and those that no kernel has

  struct Abi {
    std::uint32_t arch;
    std::array<std::uint64_t, kUsual / 64> usual{};
    std::set<std::uint64_t> unusual;
  };
  std::vector<Abi> abis_;  // one, rarely two
};

struct CallsOf {
  CallSet entered;
  CallSet denied;
  std::set<unsigned> capabilities;
};

class SyscallCounts {
 public:
  // executable: as a path in the image, may be empty. exercise: null or empty where none is at
  // work. The result stays where it is. Beyond kMax, whose calls they are is forgotten, not the
  // calls.
  CallsOf& of(Phase phase, const std::string& executable, const std::string* exercise);
  void merge_into(Trace& trace) const;

  static constexpr std::size_t kMax = 4096;

 private:
  std::map<std::tuple<Phase, std::string, std::string>, CallsOf> calls_;
};

}  // namespace whittle::probes
