// The system calls that were entered or denied and the capabilities that were granted, by program,
// phase and exercise.
//
// There is one set of calls for each combination of the three, so that a probe looks it up only
// when one of them changes and otherwise sets a bit for each call.
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

// System call numbers by ABI.
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
  static constexpr std::size_t kMaxUnusual = 256;  // others: x32, and numbers that no kernel knows

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
  // executable: a path in the image, may be empty. exercise: null or empty if there is none. The
  // reference stays valid. Beyond kMax entries the calls are still recorded, but not their program
  // and exercise.
  CallsOf& of(Phase phase, const std::string& executable, const std::string* exercise);
  void merge_into(Trace& trace) const;

  static constexpr std::size_t kMax = 4096;

 private:
  std::map<std::tuple<Phase, std::string, std::string>, CallsOf> calls_;
};

}  // namespace whittle::probes
