#include "select/elf/program_abis.h"

#include <elf.h>

#include <cstring>

#include "select/elf/elf_file.h"

namespace whittle::select {
namespace {

struct Abi {
  std::uint16_t machine;
  std::uint8_t elf_class;
  const char* name;
};

constexpr Abi kAbis[] = {
    {EM_X86_64, ELFCLASS64, "x86_64"}, {EM_X86_64, ELFCLASS32, "x32"},
    {EM_386, ELFCLASS32, "x86"},       {EM_AARCH64, ELFCLASS64, "aarch64"},
    {EM_ARM, ELFCLASS32, "arm"},       {EM_PPC64, ELFCLASS64, "ppc64le"},
    {EM_S390, ELFCLASS64, "s390x"},    {EM_RISCV, ELFCLASS64, "riscv64"},
};

constexpr unsigned kExecutable = 0111;

// e_machine has the same offset in 32-bit and 64-bit files (elf(5)). It is in the byte order of the
// file, which is the host's for every ABI that this machine can run.
const char* abi_of(const std::string& head) {
  if (head.size() < sizeof(Elf32_Ehdr) || !has_elf_magic(head)) return nullptr;
  Elf32_Ehdr header;
  std::memcpy(&header, head.data(), sizeof header);
  if (header.e_type != ET_EXEC && header.e_type != ET_DYN) return nullptr;
  for (const Abi& abi : kAbis) {
    if (abi.machine == header.e_machine && abi.elf_class == header.e_ident[EI_CLASS]) {
      return abi.name;
    }
  }
  return nullptr;
}

}  // namespace

std::set<std::string> program_abis(const FileTree& tree, const tree::Contents& contents,
                                   const KeepSet& keep) {
  std::set<std::string> abis;
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!keep.verdicts[id].kept || (tree.metadata(id).mode & kExecutable) == 0) continue;
    if (const char* abi = abi_of(contents.head(id, sizeof(Elf32_Ehdr)))) abis.insert(abi);
  }
  return abis;
}

}  // namespace whittle::select
