#include "probes/calls/interpreter.h"

#include <elf.h>
#include <unistd.h>

#include <climits>
#include <cstring>
#include <string_view>

namespace whittle::probes {
namespace {

constexpr std::size_t kHead = 256;  // linux: BINPRM_BUF_SIZE
constexpr int kMaxSegments = 4096;  // linux: elf_phdrs within 64 KiB

std::string named_by_script(std::string_view text) {
  text.remove_prefix(2);
  text = text.substr(0, text.find('\n'));
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  text.remove_prefix(begin);
  return std::string(text.substr(0, text.find_first_of(std::string_view(" \t\0", 3))));
}

bool read_at(int fd, std::uint64_t offset, void* into, std::size_t size) {
  return ::pread(fd, into, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

template <typename Header, typename Segment>
std::string named_by_elf(int fd) {
  Header header;
  if (!read_at(fd, 0, &header, sizeof header) || header.e_phentsize != sizeof(Segment)) return "";
  for (int i = 0; i < header.e_phnum && i < kMaxSegments; ++i) {
    Segment segment;
    if (!read_at(fd, header.e_phoff + i * sizeof segment, &segment, sizeof segment)) return "";
    if (segment.p_type != PT_INTERP) continue;
    char name[PATH_MAX];
    if (segment.p_filesz < 2 || segment.p_filesz > sizeof name ||
        !read_at(fd, segment.p_offset, name, segment.p_filesz)) {
      return "";
    }
    return {name, ::strnlen(name, segment.p_filesz)};
  }
  return "";
}

}  // namespace

std::string interpreter_of(int fd) {
  char head[kHead] = {};
  const ssize_t length = ::pread(fd, head, sizeof head, 0);
  if (length < 3) return "";
  if (head[0] == '#' && head[1] == '!') {
    return named_by_script({head, static_cast<std::size_t>(length)});
  }
  if (std::memcmp(head, ELFMAG, SELFMAG) != 0) return "";
  return head[EI_CLASS] == ELFCLASS32 ? named_by_elf<Elf32_Ehdr, Elf32_Phdr>(fd)
                                      : named_by_elf<Elf64_Ehdr, Elf64_Phdr>(fd);
}

}  // namespace whittle::probes
