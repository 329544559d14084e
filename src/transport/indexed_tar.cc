#include "transport/indexed_tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "base/interruption.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

constexpr std::size_t kNamesBound = std::size_t{16} << 20;  // bytes of all names together
constexpr int kLinks = 40;                                  // as in the kernel
constexpr std::size_t kBlock = std::size_t{1} << 20;

using Reader = std::unique_ptr<archive, decltype(&::archive_read_free)>;

Reader make_reader() {
  Reader reader(::archive_read_new(), ::archive_read_free);
  if (!reader) throw Error("cannot read archives: out of memory");
  return reader;
}

[[noreturn]] void fail(const std::string& what, archive* reader) {
  const char* text = ::archive_error_string(reader);
  throw Error("cannot read " + what + ": " + (text ? text : "damaged archive"),
              "the archive is damaged or incomplete: save it again");
}

std::string entry_name(const std::filesystem::path& path) {
  return path.lexically_normal().relative_path().string();
}

bool is_plain_tar(int fd) {
  char header[262] = {};
  const ssize_t n = ::pread(fd, header, sizeof header, 0);
  return n == sizeof header && std::string_view(header + 257, 5) == "ustar";
}

base::Fd decompressed(int fd, const std::filesystem::path& work, const std::string& what) {
  const Reader reader = make_reader();
  ::archive_read_support_filter_gzip(reader.get());
  ::archive_read_support_filter_zstd(reader.get());
  ::archive_read_support_filter_xz(reader.get());
  ::archive_read_support_filter_bzip2(reader.get());
  ::archive_read_support_format_raw(reader.get());
  if (::archive_read_open_fd(reader.get(), fd, kBlock) != ARCHIVE_OK) fail(what, reader.get());
  archive_entry* entry = nullptr;
  if (::archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) fail(what, reader.get());

  base::Fd spool = nameless_file(work);
  std::vector<char> buffer(kBlock);
  for (;;) {
    base::interruption::check();
    const la_ssize_t n = ::archive_read_data(reader.get(), buffer.data(), buffer.size());
    if (n < 0) fail(what, reader.get());
    if (n == 0) return spool;
    base::write_all(spool.get(), {buffer.data(), static_cast<std::size_t>(n)},
                    "the decompressed " + what);
  }
}

}  // namespace

base::Fd nameless_file(const std::filesystem::path& directory) {
  std::string name = (directory / "spool.XXXXXX").string();
  base::Fd fd(::mkostemp(name.data(), O_CLOEXEC));
  if (!fd) throw SystemError("cannot make a temporary file in " + directory.string(), errno);
  ::unlink(name.c_str());
  return fd;
}

std::shared_ptr<const IndexedTar> IndexedTar::open(const std::filesystem::path& file,
                                                   const std::filesystem::path& work) {
  base::Fd fd = base::open_file(file, O_RDONLY);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw SystemError("cannot read " + file.string(), errno);
  if (S_ISDIR(status.st_mode)) {
    throw Error(file.string() + " is a directory, not an archive",
                "for an image layout in a directory, write oci:DIR");
  }
  if (!S_ISREG(status.st_mode) || !is_plain_tar(fd.get())) {
    fd = decompressed(fd.get(), work, file.string());
    if (!is_plain_tar(fd.get())) throw Error(file.string() + " is not a tar archive");
  }
  return std::make_shared<const IndexedTar>(std::move(fd), file.string());
}

IndexedTar::IndexedTar(base::Fd file, const std::string& what)
    : file_(std::make_shared<const base::Fd>(std::move(file))) {
  index(what);
}

void IndexedTar::index(const std::string& what) {
  struct stat status {};
  if (::fstat(file_->get(), &status) != 0 || ::lseek(file_->get(), 0, SEEK_SET) != 0) {
    throw SystemError("cannot read " + what, errno);
  }
  const Reader reader = make_reader();
  ::archive_read_support_format_tar(reader.get());
  if (::archive_read_open_fd(reader.get(), file_->get(), 64 << 10) != ARCHIVE_OK) {
    fail(what, reader.get());
  }
  std::size_t names = 0;
  archive_entry* header = nullptr;
  for (;;) {
    base::interruption::check();
    const int result = ::archive_read_next_header(reader.get(), &header);
    if (result == ARCHIVE_EOF) return;
    if (result < ARCHIVE_WARN) fail(what, reader.get());
    const char* path = ::archive_entry_pathname(header);
    if (!path) continue;
    const std::string name = entry_name(path);
    Entry entry{.offset = ::archive_filter_bytes(reader.get(), 0), .size = 0, .link = {}};
    if (const char* target = ::archive_entry_hardlink(header)) {
      entry.link = entry_name(target);
    } else if (const char* text = ::archive_entry_symlink(header)) {
      entry.link = entry_name(std::filesystem::path(name).parent_path() / text);
    } else if (::archive_entry_filetype(header) == AE_IFREG) {
      entry.size = ::archive_entry_size(header);
    } else {
      continue;
    }
    if (entry.size > status.st_size - entry.offset) {
      throw Error(what + " is truncated: it ends within " + name, "save it again");
    }
    names += name.size() + entry.link.size() + sizeof(Entry);
    if (names > kNamesBound) throw Error(what + " has too many entries for an image archive");
    entries_.insert_or_assign(name, std::move(entry));
  }
}

std::optional<oci::FileSlice> IndexedTar::find(const std::string& name) const {
  std::string wanted = entry_name(name);
  for (int links = 0; links <= kLinks; ++links) {
    const auto found = entries_.find(wanted);
    if (found == entries_.end()) return std::nullopt;
    const Entry& entry = found->second;
    if (entry.link.empty()) {
      return oci::FileSlice{.file = file_, .offset = entry.offset, .size = entry.size};
    }
    wanted = entry.link;
  }
  return std::nullopt;
}

}  // namespace whittle::transport
