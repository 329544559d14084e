// ELF files of a few hundred bytes, with only what a dynamic loader reads.
#pragma once

#include <elf.h>

#include <cstring>
#include <string>
#include <vector>

namespace whittle::testing {

struct TinyElf {
  std::string interpreter;
  std::vector<std::string> needed;
  std::string soname;
  std::string rpath;
  std::string runpath;
  std::uint16_t machine = EM_X86_64;
};

namespace detail {

template <typename Part>
void append(std::string& bytes, const Part& part) {
  bytes.append(reinterpret_cast<const char*>(&part), sizeof part);
}

template <typename Header, typename Segment, typename Dynamic>
std::string build(const TinyElf& elf, unsigned char elf_class) {
  std::string strings(1, '\0');
  std::string dynamic;
  const auto add = [&](long tag, std::size_t value) {
    Dynamic entry = {};
    entry.d_tag = static_cast<decltype(entry.d_tag)>(tag);
    entry.d_un.d_val = static_cast<decltype(entry.d_un.d_val)>(value);
    append(dynamic, entry);
  };
  const auto add_text = [&](long tag, const std::string& text) {
    if (text.empty()) return;
    add(tag, strings.size());
    strings.append(text).append(1, '\0');
  };
  for (const std::string& library : elf.needed) add_text(DT_NEEDED, library);
  add_text(DT_SONAME, elf.soname);
  add_text(DT_RPATH, elf.rpath);
  add_text(DT_RUNPATH, elf.runpath);
  const std::size_t interpreter_at = sizeof(Header) + 3 * sizeof(Segment);
  const std::size_t strings_at = interpreter_at + elf.interpreter.size() + 1;
  const std::size_t dynamic_at = (strings_at + strings.size() + 7) / 8 * 8;
  add(DT_STRTAB, strings_at);
  add(DT_STRSZ, strings.size());
  add(DT_NULL, 0);

  Header header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = elf_class;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
  header.e_machine = elf.machine;
  header.e_version = EV_CURRENT;
  header.e_phoff = sizeof header;
  header.e_ehsize = sizeof header;
  header.e_phentsize = sizeof(Segment);
  header.e_phnum = 3;

  std::string bytes;
  append(bytes, header);
  const auto segment = [&](std::uint32_t type, std::size_t offset, std::size_t size) {
    Segment part = {};
    part.p_type = type;
    part.p_offset = part.p_vaddr = static_cast<decltype(part.p_offset)>(offset);
    part.p_filesz = part.p_memsz = static_cast<decltype(part.p_filesz)>(size);
    append(bytes, part);
  };
  segment(PT_LOAD, 0, dynamic_at + dynamic.size());
  segment(PT_DYNAMIC, dynamic_at, dynamic.size());
  segment(elf.interpreter.empty() ? PT_NULL : PT_INTERP, interpreter_at,
          elf.interpreter.size() + 1);
  bytes.append(elf.interpreter).append(1, '\0').append(strings);
  bytes.resize(dynamic_at);
  return bytes + dynamic;
}

}  // namespace detail

inline std::string elf64(const TinyElf& elf) {
  return detail::build<Elf64_Ehdr, Elf64_Phdr, Elf64_Dyn>(elf, ELFCLASS64);
}
// Appends these string literals, each between NULs.
inline std::string with_strings(std::string elf, const std::vector<std::string>& strings) {
  elf.append(1, '\0');
  for (const std::string& text : strings) elf.append(text).append(1, '\0');
  return elf;
}
inline std::string elf32(const TinyElf& elf) {
  return detail::build<Elf32_Ehdr, Elf32_Phdr, Elf32_Dyn>(elf, ELFCLASS32);
}

}  // namespace whittle::testing
