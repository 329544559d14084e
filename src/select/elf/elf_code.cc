#include "select/elf/elf_code.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace whittle::select {
namespace {

constexpr std::size_t kMaxHeaders = 4096;
constexpr std::size_t kMaxSymbols = 1 << 20;
constexpr std::size_t kMaxSymbolName = 256;

// Empty: not readable, or too large. The cache that it is in does not change its files.
std::string_view map_file(const base::Fd& file) {
  struct stat status = {};
  if (!file || ::fstat(file.get(), &status) != 0) return {};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size < sizeof(Elf64_Ehdr) || size > ElfCode::kMaxBytes) return {};
  void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (start == MAP_FAILED) return {};
  return {static_cast<const char*>(start), size};
}

class CodeReader {
 public:
  explicit CodeReader(ElfCode& file) : file_(file) {}

  bool read() {
    const auto header = object<Elf64_Ehdr>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return false;
    if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB)
      return false;
    if (header->e_machine != EM_X86_64 && header->e_machine != EM_AARCH64) return false;
    if (header->e_type != ET_EXEC && header->e_type != ET_DYN) return false;
    file_.machine = header->e_machine;
    file_.is_program = header->e_type == ET_EXEC;
    read_segments(*header);
    read_sections(*header);
    return true;
  }

 private:
  template <typename Object>
  std::optional<Object> object(std::uint64_t offset) const {
    if (offset > file_.bytes.size() || file_.bytes.size() - offset < sizeof(Object))
      return std::nullopt;
    Object result;
    std::memcpy(&result, file_.bytes.data() + offset, sizeof result);
    return result;
  }

  std::string_view part(std::uint64_t offset, std::uint64_t size) const {
    return offset >= file_.bytes.size() ? std::string_view() : file_.bytes.substr(offset, size);
  }

  void read_segments(const Elf64_Ehdr& header) {
    for (std::size_t index = 0; index < header.e_phnum && index < kMaxHeaders; ++index) {
      const auto segment = object<Elf64_Phdr>(header.e_phoff + index * sizeof(Elf64_Phdr));
      if (!segment) return;
      segments_.push_back(*segment);
      if (segment->p_type == PT_INTERP) file_.is_program = true;
      if (segment->p_type == PT_LOAD && (segment->p_flags & PF_X) != 0) {
        file_.code.push_back(part(segment->p_offset, segment->p_filesz));
      }
    }
  }

  void read_sections(const Elf64_Ehdr& header) {
    for (std::size_t index = 0; index < header.e_shnum && index < kMaxHeaders; ++index) {
      const auto section = object<Elf64_Shdr>(header.e_shoff + index * sizeof(Elf64_Shdr));
      if (!section) return;
      if (section->sh_type != SHT_DYNSYM || section->sh_link >= header.e_shnum) continue;
      const auto names = object<Elf64_Shdr>(header.e_shoff + section->sh_link * sizeof(Elf64_Shdr));
      if (names) read_symbols(*section, part(names->sh_offset, names->sh_size));
    }
  }

  void read_symbols(const Elf64_Shdr& section, std::string_view names) {
    const std::size_t count =
        std::min<std::uint64_t>(section.sh_size / sizeof(Elf64_Sym), kMaxSymbols);
    for (std::size_t index = 0; index < count; ++index) {
      const auto symbol = object<Elf64_Sym>(section.sh_offset + index * sizeof(Elf64_Sym));
      if (!symbol) return;
      if (symbol->st_name >= names.size()) continue;
      const std::string_view from = names.substr(symbol->st_name, kMaxSymbolName);
      const std::size_t end = from.find('\0');
      if (end == 0 || end == std::string_view::npos) continue;
      const std::string name(from.substr(0, end));
      if (symbol->st_shndx == SHN_UNDEF) {
        file_.imports.insert(name);
      } else if (ELF64_ST_TYPE(symbol->st_info) == STT_FUNC) {
        file_.exports.emplace(name, code_at(symbol->st_value, symbol->st_size));
      }
    }
  }

  std::string_view code_at(std::uint64_t address, std::uint64_t size) const {
    for (const Elf64_Phdr& segment : segments_) {
      if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
      const std::uint64_t into = address - segment.p_vaddr;
      if (into >= segment.p_filesz) continue;
      return part(segment.p_offset + into, std::min(size, segment.p_filesz - into));
    }
    return {};
  }

  ElfCode& file_;
  std::vector<Elf64_Phdr> segments_;
};

}  // namespace

ElfCode::~ElfCode() {
  if (bytes.empty()) return;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): munmap takes what mmap gave
  ::munmap(const_cast<char*>(bytes.data()), bytes.size());
}

std::unique_ptr<ElfCode> read_elf_code(const tree::Contents& contents, NodeId id) {
  if (!contents.head(id, SELFMAG).starts_with(std::string_view(ELFMAG, SELFMAG))) return nullptr;
  auto file = std::make_unique<ElfCode>();
  file->bytes = map_file(contents.open(id));
  return CodeReader(*file).read() ? std::move(file) : nullptr;
}

}  // namespace whittle::select
