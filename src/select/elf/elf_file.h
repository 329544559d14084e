// The parts of an ELF file that the dynamic loader reads (elf(5), System V gABI chapter 5). Files
// are hostile: every count and string is bounded, and what cannot be read is left empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tree/contents.h"

namespace whittle::select {

struct ElfFile {
  // Equal for the loader and all libraries of a process.
  struct Machine {
    std::uint8_t bits = 0;     // 32 or 64
    std::uint16_t number = 0;  // EM_X86_64, ...
    bool operator==(const Machine&) const = default;
  };

  Machine machine;
  std::string interpreter;  // PT_INTERP
  std::vector<std::string> needed;
  std::string soname;
  std::string rpath;
  std::string runpath;
  bool no_default_directories = false;  // DF_1_NODEFLIB
};

// Empty: not an executable or shared object, or damaged.
std::optional<ElfFile> read_elf(int fd);

bool has_elf_magic(std::string_view head);

// Parses each inode once.
class ElfFiles {
 public:
  ElfFiles(const FileTree& tree, const tree::Contents& contents)
      : tree_(tree), contents_(contents) {}
  const ElfFile* get(NodeId id);  // nullptr: not an ELF file; valid as long as this object

 private:
  const FileTree& tree_;
  const tree::Contents& contents_;
  std::unordered_map<InodeId, std::optional<ElfFile>> files_;
};

}  // namespace whittle::select
