#include "layer/tar_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <exception>
#include <map>
#include <vector>

#include "layer/entry_types.h"
#include "layer/locale.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

constexpr std::size_t kReadSize = std::size_t{1} << 20;
// Names, xattrs and the map of a sparse file before an entry's data. libarchive keeps them in
// memory. Real ones have a few kilobytes; the largest xattr of Linux is 64 KiB.
constexpr std::size_t kMaxHeaderBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxXattrValue = 65536;  // XATTR_SIZE_MAX
constexpr std::size_t kMaxXattrName = 255;     // XATTR_NAME_MAX

std::string shown(const LayerEntry& entry) {
  return "entry \"" + entry.path.substr(0, 200) + "\"";
}

const char* text_or_empty(const char* text) {
  return text != nullptr ? text : "";
}

FileType file_type(archive_entry* entry, const LayerEntry& names) {
  if (archive_entry_hardlink(entry) != nullptr) return FileType::hardlink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return FileType::regular;
    case AE_IFDIR:
      return FileType::directory;
    case AE_IFLNK:
      return FileType::symlink;
    case AE_IFCHR:
      return FileType::char_device;
    case AE_IFBLK:
      return FileType::block_device;
    case AE_IFIFO:
      return FileType::fifo;
    default:
      throw Error(shown(names) + " is of an unknown type");
  }
}

std::uint32_t owner(std::int64_t id, const LayerEntry& names) {
  if (id < 0 || id >= UINT32_MAX) throw Error(shown(names) + " has an invalid owner");
  return static_cast<std::uint32_t>(id);
}

void read_xattrs(archive_entry* entry, LayerEntry& into) {
  std::map<std::string, std::string> xattrs;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  archive_entry_xattr_reset(entry);
  while (archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK) {
    const std::string key = text_or_empty(name);
    if (key.size() > kMaxXattrName || size > kMaxXattrValue) {
      throw Error(shown(into) + " has an extended attribute that is larger than Linux allows");
    }
    // The image must not control the overlay file system.
    if (key.starts_with("trusted.overlay.")) continue;
    xattrs[key].assign(static_cast<const char*>(value), size);
  }
  into.metadata.xattrs.assign(xattrs.begin(), xattrs.end());
}

void read_extents(archive_entry* entry, LayerEntry& into) {
  FileMetadata& metadata = into.metadata;
  const int count = archive_entry_sparse_reset(entry);
  metadata.sparse = count > 0;
  std::int64_t end = 0;
  for (int i = 0; i < count; ++i) {
    la_int64_t offset = 0;
    la_int64_t length = 0;
    archive_entry_sparse_next(entry, &offset, &length);
    if (offset < end || length < 0 || length > metadata.size - offset) {
      throw Error(shown(into) + " has a damaged map of holes");
    }
    end = offset + length;
    if (length > 0) metadata.extents.push_back({offset, length});
  }
}

}  // namespace

struct TarReader::State {
  explicit State(ByteSource& source) : tar(source) {}

  ByteSource& tar;
  Locale bytes{"C"};
  InLocale in_bytes{bytes};
  EntryTypes types;
  std::vector<std::byte> buffer = std::vector<std::byte>(kReadSize);
  std::size_t header_bytes = 0;
  bool in_header = false;
  std::exception_ptr failure;  // of a callback; exceptions must not pass through libarchive
  std::unique_ptr<archive, decltype(&archive_read_free)> handle{archive_read_new(),
                                                                archive_read_free};

  static la_ssize_t read(archive* handle, void* self, const void** bytes) {
    auto& state = *static_cast<State*>(self);
    try {
      const std::size_t n = state.tar.read(state.buffer);
      state.types.check(std::span(state.buffer).first(n));
      if (state.in_header) state.header_bytes += n;
      if (state.header_bytes > kMaxHeaderBytes) throw Error("an entry's header is too large");
      *bytes = state.buffer.data();
      return static_cast<la_ssize_t>(n);
    } catch (...) {
      state.failure = std::current_exception();
      archive_set_error(handle, EIO, "read failed");
      return ARCHIVE_FATAL;
    }
  }

  // True while there is more. Warnings concern character sets and keywords that are not used here.
  bool more(int result) const {
    if (failure) std::rethrow_exception(failure);
    if (result == ARCHIVE_EOF) return false;
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN) return true;
    throw Error("damaged tar: " + std::string(text_or_empty(archive_error_string(handle.get()))));
  }
};

TarReader::TarReader(ByteSource& tar) : state_(std::make_unique<State>(tar)) {
  archive* handle = state_->handle.get();
  if (handle == nullptr) throw Error("libarchive cannot start");
  archive_read_support_format_tar(handle);
  archive_read_support_format_empty(handle);
  state_->more(archive_read_open(handle, state_.get(), nullptr, State::read, nullptr));
}

TarReader::~TarReader() = default;

bool TarReader::next(LayerEntry& into) {
  archive_entry* entry = nullptr;
  state_->header_bytes = 0;
  state_->in_header = true;
  const bool more = state_->more(archive_read_next_header(state_->handle.get(), &entry));
  state_->in_header = false;
  if (!more) return false;
  into = {};
  into.path = text_or_empty(archive_entry_pathname(entry));
  FileMetadata& metadata = into.metadata;
  metadata.type = file_type(entry, into);
  metadata.mode = archive_entry_perm(entry) & 07777;
  metadata.uid = owner(archive_entry_uid(entry), into);
  metadata.gid = owner(archive_entry_gid(entry), into);
  metadata.mtime = {archive_entry_mtime(entry),
                    static_cast<std::uint32_t>(archive_entry_mtime_nsec(entry))};
  if (metadata.type == FileType::regular) {
    metadata.size = archive_entry_size(entry);
    if (metadata.size < 0) throw Error(shown(into) + " has a negative size");
    read_extents(entry, into);
  } else if (metadata.type == FileType::symlink) {
    metadata.link_target = text_or_empty(archive_entry_symlink(entry));
  } else if (metadata.type == FileType::hardlink) {
    metadata.link_target = text_or_empty(archive_entry_hardlink(entry));
  } else if (metadata.type == FileType::char_device || metadata.type == FileType::block_device) {
    metadata.device_major = static_cast<std::uint32_t>(archive_entry_rdevmajor(entry));
    metadata.device_minor = static_cast<std::uint32_t>(archive_entry_rdevminor(entry));
  }
  read_xattrs(entry, into);
  return true;
}

bool TarReader::next_block(Block& block) {
  const void* bytes = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  const int result = archive_read_data_block(state_->handle.get(), &bytes, &size, &offset);
  if (!state_->more(result)) return false;
  block = {offset, {static_cast<const std::byte*>(bytes), size}};
  return true;
}

}  // namespace whittle::layer
