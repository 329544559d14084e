// Named files in a directory or an archive, and their bytes as verified streams.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/fd.h"
#include "whittle/image.h"

namespace whittle::oci {

// A range of bytes in an open file, read by pread(2), so that several readers can share the file.
struct FileSlice {
  std::shared_ptr<const base::Fd> file;
  std::int64_t offset = 0;
  std::int64_t size = 0;  // bytes
};

class Files {
 public:
  virtual ~Files() = default;
  // None where there is no regular file of this name. name is relative: "blobs/sha256/...".
  virtual std::optional<FileSlice> find(const std::string& name) const = 0;
};

class DirectoryFiles : public Files {
 public:
  // Throws SystemError where the directory cannot be opened.
  explicit DirectoryFiles(const std::filesystem::path& directory);
  std::optional<FileSlice> find(const std::string& name) const override;

 private:
  base::Fd directory_;
};

FileSlice open_slice(const std::filesystem::path& file);

// Reads the slice. Throws Error where bytes are missing or the digest differs (empty: not checked).
// what is its name in messages.
std::unique_ptr<ByteSource> stream(FileSlice slice, Digest expected, std::string what);

// A JSON document of at most kJsonBound bytes. Its digest is verified unless expected is empty.
std::string read_document(const FileSlice& slice, const Digest& expected, const std::string& what);

}  // namespace whittle::oci
