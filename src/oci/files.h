// Named files, whether they lie in a directory or in an archive, and their bytes as checked
// streams.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/fd.h"
#include "whittle/image.h"

namespace whittle::oci {

// A run of bytes in an open file. Read by pread(2), so that one file serves many readers at once.
struct FileSlice {
  std::shared_ptr<const base::Fd> file;
  std::int64_t offset = 0;
  std::int64_t size = 0;  // bytes
};

class Files {
 public:
  virtual ~Files() = default;
  // Nothing where there is no regular file of this name. name is relative: "blobs/sha256/...".
  virtual std::optional<FileSlice> find(const std::string& name) const = 0;
};

class DirectoryFiles : public Files {
 public:
  // Throws SystemError where there is no such directory.
  explicit DirectoryFiles(const std::filesystem::path& directory);
  std::optional<FileSlice> find(const std::string& name) const override;

 private:
  base::Fd directory_;
};

FileSlice open_slice(const std::filesystem::path& file);

// Streams the slice; throws where bytes are missing or do not have the digest (none: not checked).
// what names the stream in messages.
std::unique_ptr<ByteSource> stream(FileSlice slice, Digest expected, std::string what);

// A JSON document: at most kJsonBound bytes, its digest checked where there is one.
std::string read_document(const FileSlice& slice, const Digest& expected, const std::string& what);

}  // namespace whittle::oci
