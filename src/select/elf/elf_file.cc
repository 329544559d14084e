#include "select/elf/elf_file.h"

#include <elf.h>
#include <gelf.h>
#include <libelf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace whittle::select {
namespace {

constexpr std::size_t kMaxSegments = 4096;
constexpr std::uint64_t kMaxDynamicBytes = 1 << 20;
constexpr std::size_t kMaxStringBytes = 4096;  // PATH_MAX
constexpr std::size_t kMaxNeeded = 4096;

struct ElfEnd {
  void operator()(Elf* elf) const { ::elf_end(elf); }
};
using ElfHandle = std::unique_ptr<Elf, ElfEnd>;

// Entries of the dynamic section that are offsets of a string.
constexpr struct {
  std::int64_t tag;
  std::string ElfFile::*member;
} kTextEntries[] = {
    {DT_SONAME, &ElfFile::soname}, {DT_RPATH, &ElfFile::rpath}, {DT_RUNPATH, &ElfFile::runpath}};

// 0: no such entry.
std::uint64_t last_value(const std::vector<GElf_Dyn>& entries, std::int64_t tag) {
  std::uint64_t value = 0;
  for (const GElf_Dyn& entry : entries) {
    if (entry.d_tag == tag) value = entry.d_un.d_val;
  }
  return value;
}

class ElfReader {
 public:
  ElfReader(int fd, std::uint64_t size)
      : fd_(fd), size_(size), elf_(::elf_begin(fd, ELF_C_READ, nullptr)) {}

  std::optional<ElfFile> read();

 private:
  void read_segments(std::size_t count);
  // Up to DT_NULL; empty if the segment is not in the file.
  std::vector<GElf_Dyn> dynamic_entries(const GElf_Phdr& segment) const;
  void read_dynamic(const GElf_Phdr& segment);
  // The string at this offset of the file, up to its NUL; empty when it has none within `limit`
  // bytes.
  std::string string_at(std::uint64_t offset, std::uint64_t limit) const;
  std::optional<std::uint64_t> offset_of(std::uint64_t address) const;
  bool inside(std::uint64_t offset, std::uint64_t length) const {
    return offset <= size_ && length <= size_ - offset;
  }

  int fd_;
  std::uint64_t size_;
  ElfHandle elf_;
  std::vector<GElf_Phdr> segments_;
  ElfFile file_;
};

std::optional<ElfFile> ElfReader::read() {
  GElf_Ehdr header = {};
  std::size_t count = 0;
  if (elf_ == nullptr || ::elf_kind(elf_.get()) != ELF_K_ELF ||
      ::gelf_getehdr(elf_.get(), &header) == nullptr ||
      (header.e_type != ET_EXEC && header.e_type != ET_DYN)) {
    return std::nullopt;
  }
  file_.machine = {static_cast<std::uint8_t>(header.e_ident[EI_CLASS] == ELFCLASS64 ? 64 : 32),
                   header.e_machine};
  if (::elf_getphdrnum(elf_.get(), &count) == 0) read_segments(std::min(count, kMaxSegments));
  return std::move(file_);
}

void ElfReader::read_segments(std::size_t count) {
  for (std::size_t index = 0; index < count; ++index) {
    GElf_Phdr segment = {};
    if (::gelf_getphdr(elf_.get(), static_cast<int>(index), &segment) == nullptr) return;
    segments_.push_back(segment);
  }
  for (const GElf_Phdr& segment : segments_) {
    if (segment.p_type == PT_INTERP) {
      file_.interpreter = string_at(segment.p_offset, segment.p_filesz);
    } else if (segment.p_type == PT_DYNAMIC) {
      read_dynamic(segment);
    }
  }
}

std::vector<GElf_Dyn> ElfReader::dynamic_entries(const GElf_Phdr& segment) const {
  std::vector<GElf_Dyn> entries;
  const std::uint64_t length = std::min(segment.p_filesz, kMaxDynamicBytes);
  if (length == 0 || !inside(segment.p_offset, length)) return entries;
  Elf_Data* const data = ::elf_getdata_rawchunk(
      elf_.get(), static_cast<std::int64_t>(segment.p_offset), length, ELF_T_DYN);
  if (data == nullptr) return entries;
  GElf_Dyn entry = {};
  for (int index = 0; ::gelf_getdyn(data, index, &entry) != nullptr && entry.d_tag != DT_NULL;
       ++index) {
    entries.push_back(entry);
  }
  return entries;
}

void ElfReader::read_dynamic(const GElf_Phdr& segment) {
  const std::vector<GElf_Dyn> entries = dynamic_entries(segment);
  const std::optional<std::uint64_t> strings = offset_of(last_value(entries, DT_STRTAB));
  if (!strings) return;
  const std::uint64_t strings_size = last_value(entries, DT_STRSZ);
  const auto text = [&](const GElf_Dyn& of) -> std::string {
    if (of.d_un.d_val >= strings_size) return {};
    return string_at(*strings + of.d_un.d_val, strings_size - of.d_un.d_val);
  };
  for (const GElf_Dyn& entry : entries) {
    if (entry.d_tag == DT_NEEDED && file_.needed.size() < kMaxNeeded) {
      file_.needed.push_back(text(entry));
    }
    if (entry.d_tag == DT_FLAGS_1) {
      file_.no_default_directories = (entry.d_un.d_val & DF_1_NODEFLIB) != 0;
    }
    for (const auto& [tag, member] : kTextEntries) {
      if (entry.d_tag == tag) file_.*member = text(entry);
    }
  }
  std::erase(file_.needed, "");
}

std::string ElfReader::string_at(std::uint64_t offset, std::uint64_t limit) const {
  if (offset >= size_) return {};
  std::string text(std::min({limit, size_ - offset, std::uint64_t{kMaxStringBytes}}), '\0');
  const ssize_t count = ::pread(fd_, text.data(), text.size(), static_cast<off_t>(offset));
  if (count <= 0) return {};
  text.resize(static_cast<std::size_t>(count));
  const std::size_t end = text.find('\0');
  return end == std::string::npos ? std::string() : text.substr(0, end);
}

std::optional<std::uint64_t> ElfReader::offset_of(std::uint64_t address) const {
  for (const GElf_Phdr& segment : segments_) {
    if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
    const std::uint64_t into = address - segment.p_vaddr;
    if (into >= segment.p_filesz || !inside(segment.p_offset, into)) continue;
    return segment.p_offset + into;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ElfFile> read_elf(int fd) {
  static const unsigned version = ::elf_version(EV_CURRENT);
  struct stat status = {};
  if (version == EV_NONE || ::fstat(fd, &status) != 0 || status.st_size < EI_NIDENT) {
    return std::nullopt;
  }
  return ElfReader(fd, static_cast<std::uint64_t>(status.st_size)).read();
}

bool has_elf_magic(std::string_view head) {
  return head.starts_with(std::string_view(ELFMAG, SELFMAG));
}

const ElfFile* ElfFiles::get(NodeId id) {
  const auto [place, is_new] = files_.try_emplace(tree_.node(id).inode);
  if (is_new) {
    const base::Fd file = contents_.open(id);
    if (file) place->second = read_elf(file.get());
  }
  return place->second ? &*place->second : nullptr;
}

}  // namespace whittle::select
