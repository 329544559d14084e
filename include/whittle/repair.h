// What a verification finds missing in a candidate, and what is added for it.
//
// Found by verify/, added by the rooms that make a candidate: select/ adds paths, profile/ system
// calls. A new kind is a row here, what finds it in verify/lacks.cc and what adds it in
// pipeline/select.cc.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whittle {

enum class LackKind : std::uint8_t {
  path,     // the original has it; the app looked for it and could not find it, or found it empty
  listing,  // a directory that the app has read, and that has fewer entries than in the original
  syscall,  // the profile has denied it
  reach,    // no trace names what is missing: the next setting of --keep, "closure" or "package"
};
constexpr std::string_view lack_kind_name(LackKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"path", "listing", "syscall", "reach"};
  return kNames.at(static_cast<std::size_t>(kind));
}

struct Lack {
  LackKind kind = LackKind::path;
  std::string what;      // the path, or the call's name
  std::string evidence;  // "lookup by /usr/sbin/nginx during GET :80/"
};

struct Repair {
  Lack lack;
  int round = 0;  // of the verification that found it, from 1
};
using Repairs = std::vector<Repair>;

}  // namespace whittle
