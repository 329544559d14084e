#include "oci/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/open_inside.h"
#include "base/sha256.h"
#include "oci/json.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

Error truncated(const std::string& what) {
  return Error(what + " is truncated", "fetch or save the image again");
}

class SliceStream : public ByteSource {
 public:
  SliceStream(FileSlice slice, Digest expected, std::string what)
      : slice_(std::move(slice)), expected_(std::move(expected)), what_(std::move(what)) {}

  std::size_t read(std::span<std::byte> into) override {
    const auto left = static_cast<std::size_t>(slice_.size - done_);
    if (left == 0) {
      check();
      return 0;
    }
    const std::size_t n = read_at(into.first(std::min(into.size(), left)));
    if (n == 0 && !into.empty()) throw truncated(what_);
    if (!expected_.empty()) sum_.update(into.first(n));
    done_ += static_cast<std::int64_t>(n);
    return n;
  }

 private:
  std::size_t read_at(std::span<std::byte> into) const {
    for (;;) {
      const ssize_t n =
          ::pread(slice_.file->get(), into.data(), into.size(), slice_.offset + done_);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) throw SystemError("cannot read " + what_, errno);
    }
  }

  void check() {
    if (expected_.empty()) return;
    const Digest found = sum_.finish();
    if (found != expected_) {
      throw Error(
          what_ + " has the wrong digest: " + found.str() + " instead of " + expected_.str(),
          "the image is damaged: fetch or save it again");
    }
    expected_ = {};
  }

  FileSlice slice_;
  Digest expected_;
  std::string what_;
  base::Sha256 sum_;
  std::int64_t done_ = 0;
};

// None where fd is not a regular file.
std::optional<FileSlice> slice_of(base::Fd fd, const std::string& what) {
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw SystemError("cannot read " + what, errno);
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return FileSlice{.file = std::make_shared<const base::Fd>(std::move(fd)), .size = status.st_size};
}

}  // namespace

DirectoryFiles::DirectoryFiles(const std::filesystem::path& directory)
    : directory_(base::open_file(directory, O_RDONLY | O_DIRECTORY)) {}

std::optional<FileSlice> DirectoryFiles::find(const std::string& name) const {
  try {
    // O_NONBLOCK: opening a fifo in an image layout must not block.
    return slice_of(
        base::open_inside(directory_.get(), name, O_RDONLY | O_NONBLOCK, base::Symlinks::inside),
        name);
  } catch (const SystemError& error) {
    if (error.error_number() == ENOENT || error.error_number() == ENOTDIR) return std::nullopt;
    throw;
  }
}

FileSlice open_slice(const std::filesystem::path& file) {
  auto slice = slice_of(base::open_file(file, O_RDONLY | O_NONBLOCK), file.string());
  if (!slice) throw Error(file.string() + " is not a regular file");
  return *slice;
}

std::unique_ptr<ByteSource> stream(FileSlice slice, Digest expected, std::string what) {
  return std::make_unique<SliceStream>(std::move(slice), std::move(expected), std::move(what));
}

std::string read_document(const FileSlice& slice, const Digest& expected, const std::string& what) {
  if (slice.size > static_cast<std::int64_t>(kJsonBound)) {
    throw Error(what + " is larger than " + std::to_string(kJsonBound) + " bytes");
  }
  std::string text(static_cast<std::size_t>(slice.size), '\0');
  const auto source = stream(slice, expected, what);
  std::span<std::byte> left = std::as_writable_bytes(std::span(text));
  while (!left.empty()) left = left.subspan(source->read(left));
  std::byte beyond[1];
  source->read(beyond);  // reading to the end verifies the digest
  return text;
}

}  // namespace whittle::oci
