#include "layer/layer_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <vector>

#include "base/interruption.h"
#include "base/sha256.h"
#include "layer/compress.h"
#include "layer/locale.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 20;

// Collects small writes into large ones.
class Gathered {
 public:
  using Output = std::function<void(std::span<const std::byte>)>;
  explicit Gathered(Output output) : output_(std::move(output)) { buffer_.reserve(kBufferSize); }

  void write(std::span<const std::byte> bytes) {
    if (bytes.size() >= kBufferSize / 2) {
      flush();
      output_(bytes);
      return;
    }
    if (buffer_.size() + bytes.size() > kBufferSize) flush();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }

  void flush() {
    if (!buffer_.empty()) output_(buffer_);
    buffer_.clear();
  }

 private:
  Output output_;
  std::vector<std::byte> buffer_;
};

// The stored blob: its file, digest and size.
class BlobFile {
 public:
  explicit BlobFile(const std::filesystem::path& path)
      : path_(path.string()), fd_(base::open_file(path, O_WRONLY | O_CREAT | O_TRUNC)) {}

  void write(std::span<const std::byte> bytes) {
    hash_.update(bytes);
    size_ += static_cast<std::int64_t>(bytes.size());
    base::write_all(fd_.get(), {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path_);
  }

  Descriptor finish(std::string_view media_type) {
    fd_.close_checked("cannot write " + path_);
    return {std::string(media_type), hash_.finish(), size_, std::nullopt, {}};
  }

 private:
  std::string path_;
  base::Fd fd_;
  base::Sha256 hash_;
  std::int64_t size_ = 0;
};

mode_t kind_of(FileType type) {
  switch (type) {
    case FileType::directory:
      return AE_IFDIR;
    case FileType::symlink:
      return AE_IFLNK;
    case FileType::char_device:
      return AE_IFCHR;
    case FileType::block_device:
      return AE_IFBLK;
    case FileType::fifo:
      return AE_IFIFO;
    default:
      return AE_IFREG;
  }
}

// Names in a layer's tar are relative to the root, without a leading slash.
std::string name_in_tar(const std::string& path, FileType type) {
  const std::string relative = path.substr(1);
  const std::size_t slash = relative.rfind('/');
  const std::size_t name = slash == relative.npos ? 0 : slash + 1;
  if (type == FileType::whiteout) return std::string(relative).insert(name, ".wh.");
  if (type == FileType::opaque) return relative + (relative.empty() ? "" : "/") + ".wh..wh..opq";
  return relative.empty() ? "." : relative;
}

using ArchiveEntry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

ArchiveEntry archive_entry_of(const std::string& path, const FileMetadata& metadata) {
  ArchiveEntry owner(archive_entry_new(), archive_entry_free);
  archive_entry* entry = owner.get();
  archive_entry_copy_pathname(entry, name_in_tar(path, metadata.type).c_str());
  archive_entry_set_filetype(entry, kind_of(metadata.type));
  archive_entry_set_perm(entry, metadata.mode);
  archive_entry_set_uid(entry, metadata.uid);
  archive_entry_set_gid(entry, metadata.gid);
  archive_entry_set_mtime(entry, metadata.mtime.seconds,
                          static_cast<long>(metadata.mtime.nanoseconds));
  archive_entry_set_size(entry, metadata.type == FileType::regular ? metadata.size : 0);
  if (metadata.type == FileType::symlink) {
    archive_entry_copy_symlink(entry, metadata.link_target.c_str());
  } else if (metadata.type == FileType::hardlink) {
    archive_entry_copy_hardlink(entry, metadata.link_target.substr(1).c_str());
  } else if (metadata.type == FileType::char_device || metadata.type == FileType::block_device) {
    archive_entry_set_rdevmajor(entry, metadata.device_major);
    archive_entry_set_rdevminor(entry, metadata.device_minor);
  }
  // libarchive writes them in reverse order.
  for (auto xattr = metadata.xattrs.rbegin(); xattr != metadata.xattrs.rend(); ++xattr) {
    archive_entry_xattr_add_entry(entry, xattr->first.c_str(), xattr->second.data(),
                                  xattr->second.size());
  }
  if (metadata.sparse) {
    for (const DataExtent& extent : metadata.extents) {
      archive_entry_sparse_add_entry(entry, extent.offset, extent.length);
    }
    // An empty extent at the end, so that a file that is one hole has a map, too.
    archive_entry_sparse_add_entry(entry, metadata.size, 0);
  }
  return owner;
}

}  // namespace

struct LayerWriter::State {
  State(std::filesystem::path path, CompressionSetting how)
      : file(std::move(path)),
        form(how.form),
        blob(file),
        compressor(make_compressor(how, [this](auto bytes) { blob.write(bytes); })),
        tar([this](auto bytes) {
          hash.update(bytes);
          compressor->write(bytes);
        }) {}

  std::filesystem::path file;
  Compression form;
  BlobFile blob;
  std::unique_ptr<Compressor> compressor;
  base::Sha256 hash;
  Gathered tar;
  const Locale utf8{"C.UTF-8"};  // the encoding of names in PAX
  bool abandoned = false;
  std::exception_ptr failure;  // of a callback; exceptions must not pass through libarchive
  std::vector<std::byte> buffer = std::vector<std::byte>(kBufferSize);
  const std::vector<std::byte> zeros = std::vector<std::byte>(kBufferSize);
  std::unique_ptr<archive, decltype(&archive_write_free)> handle{archive_write_new(),
                                                                 archive_write_free};

  static la_ssize_t write(archive* handle, void* self, const void* bytes, std::size_t size) {
    auto& state = *static_cast<State*>(self);
    if (state.abandoned) return static_cast<la_ssize_t>(size);
    try {
      state.tar.write({static_cast<const std::byte*>(bytes), size});
      return static_cast<la_ssize_t>(size);
    } catch (...) {
      state.failure = std::current_exception();
      archive_set_error(handle, EIO, "write failed");
      return ARCHIVE_FATAL;
    }
  }

  // A warning means that a name is not UTF-8; it is written as it is, marked as binary.
  void check(la_ssize_t result, const std::string& path) {
    if (failure) std::rethrow_exception(failure);
    if (result >= 0 || result == ARCHIVE_WARN) return;
    const char* message = archive_error_string(handle.get());
    throw Error("cannot write " + path +
                " to the new layer: " + (message != nullptr ? message : "libarchive failed"));
  }

  void put_header(const std::string& path, const FileMetadata& metadata) {
    const ArchiveEntry entry = archive_entry_of(path, metadata);
    check(archive_write_header(handle.get(), entry.get()), path);
  }

  void end_entry(const std::string& path) { check(archive_write_finish_entry(handle.get()), path); }

  void put(std::span<const std::byte> bytes, const std::string& path) {
    while (!bytes.empty()) {
      const la_ssize_t n = archive_write_data(handle.get(), bytes.data(), bytes.size());
      check(n, path);
      if (n <= 0) throw Error("cannot write " + path + " to the new layer");
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
  }

  // libarchive has to be given the holes, too, and leaves them out of the tar.
  void put_hole(std::int64_t length, const std::string& path) {
    while (length > 0) {
      base::interruption::check();
      const auto n = std::min<std::int64_t>(length, static_cast<std::int64_t>(zeros.size()));
      put(std::span(zeros).first(static_cast<std::size_t>(n)), path);
      length -= n;
    }
  }

  void put_data(const DataExtent& extent, const base::Fd& content, const std::string& path) {
    std::int64_t offset = extent.offset;
    const std::int64_t end = extent.offset + extent.length;
    while (offset < end) {
      base::interruption::check();
      const auto wanted =
          std::min<std::int64_t>(end - offset, static_cast<std::int64_t>(buffer.size()));
      const ssize_t n =
          ::pread(content.get(), buffer.data(), static_cast<std::size_t>(wanted), offset);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw SystemError("cannot read " + path + " from its layer", errno);
      if (n == 0) {
        throw Error(path + " is shorter on disk than its layer says",
                    "the cache is damaged: remove its directory \"layers\"");
      }
      put(std::span(buffer).first(static_cast<std::size_t>(n)), path);
      offset += n;
    }
  }
};

LayerWriter::LayerWriter(std::filesystem::path file, CompressionSetting compression)
    : state_(std::make_unique<State>(std::move(file), compression)) {
  archive* handle = state_->handle.get();
  if (handle == nullptr) throw Error("libarchive cannot start");
  state_->check(archive_write_set_format_pax(handle), "its format");
  state_->check(archive_write_set_options(handle, "xattrheader=SCHILY"), "its format");
  archive_write_set_bytes_per_block(handle, 0);
  state_->check(archive_write_open(handle, state_.get(), nullptr, State::write, nullptr),
                "a header");
}

LayerWriter::~LayerWriter() {
  // Without finish() an incomplete file is left in its directory, which is temporary. libarchive
  // still writes the end of the archive when it is freed (and leaks if that fails), so it is
  // discarded.
  if (state_) state_->abandoned = true;
}

void LayerWriter::add(const std::string& path, const FileMetadata& metadata,
                      const base::Fd& content) {
  const InLocale in_utf8(state_->utf8);
  state_->put_header(path, metadata);
  if (metadata.type == FileType::regular) {
    const std::vector<DataExtent> whole{{0, metadata.size}};
    std::int64_t at = 0;
    for (const DataExtent& extent : metadata.sparse ? metadata.extents : whole) {
      state_->put_hole(extent.offset - at, path);
      state_->put_data(extent, content, path);
      at = extent.offset + extent.length;
    }
    state_->put_hole(metadata.size - at, path);
  }
  state_->end_entry(path);
}

void LayerWriter::add(const std::string& path, const FileMetadata& metadata,
                      std::string_view content) {
  const InLocale in_utf8(state_->utf8);
  state_->put_header(path, metadata);
  state_->put(std::as_bytes(std::span(content)), path);
  state_->end_entry(path);
}

WrittenLayer LayerWriter::finish() {
  state_->check(archive_write_close(state_->handle.get()), "the end");
  state_->tar.flush();
  state_->compressor->finish();
  WrittenLayer written;
  written.file = state_->file;
  written.layer.diff_id.digest = state_->hash.finish();
  written.layer.blob = state_->blob.finish(oci::layer_type(state_->form));
  return written;
}

}  // namespace whittle::layer
