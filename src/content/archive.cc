#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>
#include <string>

#include "content/kind.h"
#include "content/readers.h"

namespace whittle::content {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // of all members together

struct ArchiveCloser {
  void operator()(archive* reader) const { ::archive_read_free(reader); }
};
using ArchiveReader = std::unique_ptr<archive, ArchiveCloser>;

// Those that libarchive reads itself: others it would give to programs of the host.
ArchiveReader open_reader(std::string_view bytes) {
  ArchiveReader reader(::archive_read_new());
  if (!reader) return nullptr;
  for (const auto support : {::archive_read_support_filter_gzip,
                             ::archive_read_support_filter_bzip2, ::archive_read_support_filter_xz,
                             ::archive_read_support_filter_zstd, ::archive_read_support_format_tar,
                             ::archive_read_support_format_zip, ::archive_read_support_format_cpio,
                             ::archive_read_support_format_ar, ::archive_read_support_format_raw}) {
    support(reader.get());
  }
  const int opened = ::archive_read_open_memory(reader.get(), bytes.data(), bytes.size());
  return opened == ARCHIVE_OK ? std::move(reader) : nullptr;
}

bool read_member(archive* reader, std::size_t& left, std::string& bytes) {
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto n = ::archive_read_data(reader, buffer.data(), buffer.size());
    if (n < 0 || static_cast<std::size_t>(n) > left) return false;
    if (n == 0) return true;
    left -= static_cast<std::size_t>(n);
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

// One file that is only compressed: it may be text, or of a format of its own.
void add_compressed(std::string_view bytes, Parts& parts) {
  if (!is_text(bytes)) return parts.add_blocks("compressed", bytes);
  while (!bytes.empty() && !parts.full()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1);
    parts.add("compressed line", bytes.substr(0, end + 1));
    bytes.remove_prefix(end + 1);
  }
}

}  // namespace

bool read_archive(std::string_view bytes, Parts& parts) {
  const ArchiveReader reader = open_reader(bytes);
  if (!reader) return false;
  std::size_t left = kMostBytes;
  int members = 0;
  archive_entry* entry = nullptr;
  int state = ARCHIVE_OK;
  while ((state = ::archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
    const bool is_raw = ::archive_format(reader.get()) == ARCHIVE_FORMAT_RAW;
    // Anything at all is raw, and a zip's list is at its end, whatever is before it.
    const bool is_zip =
        (::archive_format(reader.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    if (is_raw && ::archive_filter_count(reader.get()) < 2) return false;
    if (is_zip && !bytes.starts_with("PK")) return false;
    ++members;
    std::string member;
    if (!read_member(reader.get(), left, member) || parts.full()) return false;
    if (is_raw) {
      add_compressed(member, parts);
      continue;
    }
    const char* const path = ::archive_entry_pathname(entry);
    const char* const link = ::archive_entry_symlink(entry);
    std::string name = path != nullptr ? path : "";
    if (link != nullptr) name += std::string(" -> ") + link;
    parts.add(name + " " + std::to_string(::archive_entry_mode(entry)), member);
  }
  return state == ARCHIVE_EOF && members > 0;
}

}  // namespace whittle::content
