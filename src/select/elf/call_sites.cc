#include "select/elf/call_sites.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace whittle::select {
namespace {

constexpr int kLastNumber = 1000;  // of any kernel

std::uint32_t word_at(std::string_view code, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, code.data() + at, sizeof word);
  return word;
}

// mov $NUMBER, %eax; syscall
constexpr std::string_view kSyscall = "\x0f\x05";
constexpr char kMoveToEax = '\xb8';

std::optional<int> number_before(std::string_view code, std::size_t at) {
  const std::size_t first = at > kReach ? at - kReach : 0;
  for (std::size_t place = at; place-- > first;) {
    if (code[place] != kMoveToEax || place + 5 > at) continue;
    const std::uint32_t number = word_at(code, place + 1);
    if (number < kLastNumber) return static_cast<int>(number);
  }
  return std::nullopt;
}

std::set<int> of_x86_64(std::string_view code) {
  std::set<int> numbers;
  for (std::size_t at = code.find(kSyscall); at != std::string_view::npos;
       at = code.find(kSyscall, at + kSyscall.size())) {
    if (const auto number = number_before(code, at)) numbers.insert(*number);
  }
  return numbers;
}

// mov w8 or x8, #NUMBER; svc #0 (Arm A64: MOVZ, SVC)
constexpr std::size_t kWord = 4;
constexpr std::uint32_t kSupervisorCall = 0xd4000001;
constexpr std::uint32_t kMoveToX8 = 0xd2800008, kMoveToW8 = 0x52800008;
constexpr std::uint32_t kMoveMask = 0xffe0001f;

std::set<int> of_aarch64(std::string_view code) {
  std::set<int> numbers;
  for (std::size_t at = 0; at + kWord <= code.size(); at += kWord) {
    if (word_at(code, at) != kSupervisorCall) continue;
    const std::size_t first = at > kReach ? at - kReach : 0;
    for (std::size_t place = at; place >= first + kWord;) {
      place -= kWord;
      const std::uint32_t word = word_at(code, place);
      const std::uint32_t kind = word & kMoveMask;
      if (kind != kMoveToX8 && kind != kMoveToW8) continue;
      numbers.insert(static_cast<int>((word >> 5) & 0xffff));
      break;
    }
  }
  return numbers;
}

}  // namespace

std::set<int> call_sites(std::string_view code, std::uint16_t machine) {
  if (machine == EM_X86_64) return of_x86_64(code);
  if (machine == EM_AARCH64) return of_aarch64(code);
  return {};
}

}  // namespace whittle::select
