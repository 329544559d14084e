// What a 64-bit ELF file imports, exports and contains as code. Files are hostile: sizes and counts
// are bounded, and what cannot be read is left out.
#pragma once

#include <elf.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tree/contents.h"

namespace whittle::select {

struct ElfCode {
  static constexpr std::uint64_t kMaxBytes = 256U << 20;  // larger files are left out

  std::uint16_t machine = 0;
  bool is_program = false;        // has an interpreter, or is linked statically
  std::set<std::string> imports;  // functions, without versions
  // Views of `bytes`: the code of exported functions, and all executable segments.
  std::map<std::string, std::string_view> exports;
  std::vector<std::string_view> code;
  std::string_view bytes;  // mapped: only what is looked at is read

  ElfCode() = default;
  ElfCode(const ElfCode&) = delete;
  ElfCode& operator=(const ElfCode&) = delete;
  ~ElfCode();
};

// nullptr: not a program or shared object of x86-64 or arm64, too large, or damaged.
std::unique_ptr<ElfCode> read_elf_code(const tree::Contents& contents, NodeId id);

}  // namespace whittle::select
